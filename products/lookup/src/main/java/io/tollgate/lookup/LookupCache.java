package io.tollgate.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.tollgate.lookup.LookupRefusedException.Cause;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Keeps values for as long as nothing says that they changed. An entry knows the journal position
 * as of which it was read; the {@link Epoch} knows where its subject changed last; only an entry
 * that is not older than that is answered, whichever of the two came first. So a read that raced
 * with a change cannot bring the old value back.
 *
 * <p>Where changes are not followed, nothing is answered from here. Where the source does not
 * answer, entries are, for a while and with their age, but never one that changed or whose subject
 * is suspended or revoked. Of one thing there is one read at a time.
 *
 * <p>Thread rules: {@link #begin}, {@link #tell} and {@link #amend} by the follower of changes; all
 * else by anyone.
 */
public final class LookupCache<K, V> {
  private static final int ENTRY_BYTES = 200;

  private final LookupLimits limits;
  private final LookupTraits<V> traits;
  private final LookupSource source;
  private final LongSupplier nanoTime;
  private final Cache<K, Entry<V>> entries;
  private final ConcurrentHashMap<Long, Entry<V>> byIndex = new ConcurrentHashMap<>();
  private final SingleFlight<K, V> flights = new SingleFlight<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder bypassed = new LongAdder();
  private final LongAdder staleServed = new LongAdder();
  private final LongAdder staleRefused = new LongAdder();
  private final LongAdder changes = new LongAdder();
  private final LongAdder drops = new LongAdder();
  private volatile Epoch epoch;

  /**
   * A cache that keeps nothing until an epoch begins.
   *
   * @param nanoTime as {@link System#nanoTime}.
   */
  public LookupCache(
      final LookupLimits limits,
      final LookupTraits<V> traits,
      final LookupSource source,
      final LongSupplier nanoTime) {
    this.limits = limits;
    this.traits = traits;
    this.source = source;
    this.nanoTime = nanoTime;
    entries =
        Caffeine.newBuilder()
            .maximumWeight(limits.maxBytes())
            .weigher((K key, Entry<V> entry) -> entry.bytes())
            .expireAfterWrite(limits.maxAge().plus(limits.maxStale()))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .removalListener(this::onRemoval)
            .build();
  }

  private void onRemoval(final K key, final Entry<V> entry, final RemovalCause cause) {
    if (entry != null) {
      byIndex.remove(entry.index(), entry);
    }
  }

  /** From now on this is how changes are followed; whatever was kept before is forgotten. */
  public void begin(final Epoch next) {
    if (epoch != null) {
      drops.increment();
    }
    epoch = next;
    entries.invalidateAll();
  }

  /** A subject changed; where the change is noted is the epoch. */
  public void changed() {
    changes.increment();
  }

  /** The journal tells of a subject's standing. */
  public void tell(final long index, final Standing standing) {
    final Entry<V> entry = byIndex.get(index);
    if (entry != null) {
      entry.tell(standing);
    }
  }

  /** Replaces a value by one that says the same and more. */
  public void amend(final long index, final UnaryOperator<V> change) {
    final Entry<V> entry = byIndex.get(index);
    if (entry != null) {
      entry.amend(change);
    }
  }

  /**
   * Looks something up.
   *
   * @param atLeastPosition the answer is true as of this position or a later one; 0 for any.
   * @throws LookupRefusedException where the source does not answer, and nothing that is kept may
   *     be answered instead.
   */
  public Looked<V> get(final K key, final long atLeastPosition, final Loader<K, V> loader) {
    final Epoch present = epoch;
    final long nowNs = nanoTime.getAsLong();
    final boolean isFollowed =
        present != null && present.isLive(nowNs, limits.maxSilence().toNanos());
    if (source.isDown()) {
      return stale(key, atLeastPosition, isFollowed ? present : null, nowNs);
    }
    if (!isFollowed) {
      bypassed.increment();
      final Loaded<V> loaded = loader.load(key, atLeastPosition);
      return new Looked<>(loaded.value(), loaded.position(), loaded.staleness());
    }
    // Read first: what it vouches for is noted before it moves on.
    final long followed = present.position();
    final Entry<V> entry = entries.getIfPresent(key);
    if (entry != null
        && entry.ageNs(nowNs) <= maxAgeNs(entry)
        && Math.max(followed, entry.position()) >= atLeastPosition
        && entry.isUnchanged(present, key)) {
      hits.increment();
      return answer(entry, followed, Optional.empty());
    }
    misses.increment();
    try {
      return read(key, atLeastPosition, present, entry, loader);
    } catch (final RuntimeException failure) {
      if (!source.isDown()) {
        throw failure;
      }
      return stale(key, atLeastPosition, present, nowNs);
    }
  }

  private long maxAgeNs(final Entry<V> entry) {
    return (entry.value().isPresent() ? limits.maxAge() : limits.maxAbsentAge()).toNanos();
  }

  private static <V> Looked<V> answer(
      final Entry<V> entry, final long followed, final Optional<Staleness> staleness) {
    return new Looked<>(entry.value(), Math.max(followed, entry.position()), staleness);
  }

  /** Reads, so that the answer is no older than any change that was noted when it was asked for. */
  private Looked<V> read(
      final K key,
      final long atLeastPosition,
      final Epoch present,
      final Entry<V> before,
      final Loader<K, V> loader) {
    long needed = Math.max(atLeastPosition, present.lastChangeOfKey(key));
    if (before != null && before.isOf(present) && before.index() != Entry.NO_INDEX) {
      needed = Math.max(needed, present.lastChangeOfIndex(before.index()));
    }
    Entry<V> entry = flown(key, needed, present, loader);
    if (entry.index() != Entry.NO_INDEX) {
      final long changedAt = present.lastChangeOfIndex(entry.index());
      if (entry.position() < changedAt) {
        entry = flown(key, changedAt, present, loader);
      }
    }
    return answer(entry, entry.position(), entry.staleness());
  }

  private Entry<V> flown(
      final K key, final long needed, final Epoch present, final Loader<K, V> loader) {
    return flights.fly(
        key,
        needed,
        () -> {
          final Entry<V> entry = entry(present, loader.load(key, needed));
          keep(key, entry, present);
          return entry;
        });
  }

  private Entry<V> entry(final Epoch present, final Loaded<V> loaded) {
    final long index = loaded.value().map(traits.index()::applyAsLong).orElse(Entry.NO_INDEX);
    final int bytes = ENTRY_BYTES + loaded.value().map(traits.bytes()::applyAsInt).orElse(0);
    return new Entry<>(present, loaded, nanoTime.getAsLong(), index, bytes);
  }

  /** What changed since it was read, or belongs to an epoch that is over, is not kept. */
  private void keep(final K key, final Entry<V> entry, final Epoch present) {
    if (epoch != present || entry.staleness().isPresent() || !entry.isUnchanged(present, key)) {
      return;
    }
    final Entry<V> kept = entries.getIfPresent(key);
    if (kept != null && kept.isOf(present) && kept.position() > entry.position()) {
      return;
    }
    entries.put(key, entry);
    if (entry.index() != Entry.NO_INDEX) {
      byIndex.put(entry.index(), entry);
      // It may have been evicted between the two.
      if (entries.getIfPresent(key) != entry) {
        byIndex.remove(entry.index(), entry);
      }
    }
  }

  private Looked<V> stale(
      final K key, final long atLeastPosition, final Epoch followed, final long nowNs) {
    final Entry<V> entry = entries.getIfPresent(key);
    final long staleNs = Math.max(0, nowNs - source.lastAnswerNs());
    final Optional<Cause> refusal =
        entry == null || entry.value().isEmpty()
            ? Optional.of(Cause.NOT_KEPT)
            : refusal(key, entry, followed, staleNs, nowNs);
    if (refusal.isPresent()) {
      staleRefused.increment();
      throw new LookupRefusedException(refusal.get());
    }
    final long position = Math.max(followed.position(), entry.position());
    if (position < atLeastPosition) {
      staleRefused.increment();
      throw new LookupRefusedException(Cause.TOO_OLD);
    }
    // Asked again after the position was read, which vouches for what was noted before it.
    if (!entry.isUnchanged(followed, key)) {
      staleRefused.increment();
      throw new LookupRefusedException(Cause.CHANGED);
    }
    staleServed.increment();
    return new Looked<>(
        entry.value(), position, Optional.of(new Staleness(entry.ageNs(nowNs), staleNs)));
  }

  private Optional<Cause> refusal(
      final K key,
      final Entry<V> entry,
      final Epoch followed,
      final long staleNs,
      final long nowNs) {
    if (followed == null) {
      return Optional.of(Cause.CHANGES_UNKNOWN);
    }
    final Standing standing =
        entry.told() == Standing.GOOD
            ? entry.value().map(traits.standing()).orElse(Standing.GOOD)
            : entry.told();
    if (standing != Standing.GOOD) {
      return Optional.of(standing == Standing.REVOKED ? Cause.REVOKED : Cause.SUSPENDED);
    }
    if (!entry.isUnchanged(followed, key)) {
      return Optional.of(Cause.CHANGED);
    }
    final long maxStaleNs = limits.maxStale().toNanos();
    final boolean isTooOld =
        staleNs > maxStaleNs || entry.ageNs(nowNs) > limits.maxAge().toNanos() + maxStaleNs;
    return isTooOld ? Optional.of(Cause.TOO_OLD) : Optional.empty();
  }

  /** What it has done. */
  public LookupCounts counts() {
    return new LookupCounts(
        hits.sum(),
        misses.sum(),
        flights.joined(),
        bypassed.sum(),
        staleServed.sum(),
        staleRefused.sum(),
        changes.sum(),
        drops.sum(),
        entries.estimatedSize());
  }
}
