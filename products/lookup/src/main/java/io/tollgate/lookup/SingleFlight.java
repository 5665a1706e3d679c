package io.tollgate.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Of one thing one read at a time: whoever wants the same waits for it. Any thread. */
final class SingleFlight<K, V> {
  private final ConcurrentHashMap<K, Flight<V>> underWay = new ConcurrentHashMap<>();
  private final LongAdder joined = new LongAdder();

  /** A read under way, which will be at least as new as this position. */
  private record Flight<V>(long position, CompletableFuture<Entry<V>> landing) {}

  /**
   * Reads, or waits for who reads the same, if that is new enough.
   *
   * @param needed the position that must have been applied.
   */
  Entry<V> fly(final K key, final long needed, final Supplier<Entry<V>> read) {
    final Flight<V> own = new Flight<>(needed, new CompletableFuture<>());
    final Flight<V> other = underWay.putIfAbsent(key, own);
    if (other == null) {
      return land(key, own, read);
    }
    if (other.position() >= needed) {
      joined.increment();
      return waitFor(other);
    }
    return read.get();
  }

  private Entry<V> land(final K key, final Flight<V> own, final Supplier<Entry<V>> read) {
    try {
      final Entry<V> entry = read.get();
      own.landing().complete(entry);
      return entry;
    } catch (final RuntimeException | Error failure) {
      own.landing().completeExceptionally(failure);
      throw failure;
    } finally {
      underWay.remove(key, own);
    }
  }

  private static <V> Entry<V> waitFor(final Flight<V> other) {
    try {
      return other.landing().join();
    } catch (final CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }

  long joined() {
    return joined.sum();
  }
}
