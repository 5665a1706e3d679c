package io.tollgate.bench.micro;

import io.tollgate.engine.domain.memory.SlotIndex;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.core.values.LongValue;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.values.Values;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Adding to a counter of a Chronicle Map, through the map and through the entry's own address. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MapEntryBenchmark {
  private static final int DRAWN = 1 << 20;

  /** Entries, of which each call takes one at random. */
  @Param({"10000", "1000000"})
  public int entries;

  private final int[] drawn = new int[DRAWN];
  private final UnsafeBuffer pinned = new UnsafeBuffer(0, 0);
  private ChronicleMap<LongValue, LongValue> map;
  private LongValue key;
  private LongValue value;
  private long[] addresses;
  private SlotIndex index;
  private int turn;

  /** Fills the map and pins its entries. */
  @Setup(Level.Trial)
  public void fill() {
    key = Values.newHeapInstance(LongValue.class);
    value = Values.newNativeReference(LongValue.class);
    final LongValue zero = Values.newHeapInstance(LongValue.class);
    map =
        ChronicleMap.of(LongValue.class, LongValue.class)
            .name("counters")
            .entries(entries)
            .create();
    addresses = new long[entries];
    index = new SlotIndex(entries);
    for (int i = 0; i < entries; i++) {
      key.setValue(i);
      map.put(key, zero);
      index.add(SlotIndex.hash(i, i), i);
    }
    for (int i = 0; i < entries; i++) {
      addresses[i] = address(i);
    }
    final SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < DRAWN; i++) {
      drawn[i] = random.nextInt(entries);
    }
  }

  private long address(final int entry) {
    key.setValue(entry);
    try (ExternalMapQueryContext<LongValue, LongValue, ?> context = map.queryContext(key)) {
      final Data<LongValue> data = context.entry().value();
      return data.bytes().addressForRead(data.offset());
    }
  }

  /** Gives the map's memory back. */
  @TearDown(Level.Trial)
  public void close() {
    map.close();
  }

  private int next() {
    turn = turn + 1 & DRAWN - 1;
    return drawn[turn];
  }

  /** As the map's documentation has it. */
  @Benchmark
  public long getUsing() {
    key.setValue(next());
    return map.getUsing(key, value).addValue(1);
  }

  /** By the address that was looked up once. */
  @Benchmark
  public long pinned() {
    return addAt(addresses[next()]);
  }

  /** By the gate's index of slots, and then by the address. */
  @Benchmark
  public long indexed() {
    final int wanted = next();
    final long hash = SlotIndex.hash(wanted, wanted);
    int probe = index.first(hash);
    int slot = index.slotAt(probe);
    while (slot != wanted || !index.mayMatch(probe, hash)) {
      probe = index.next(probe);
      slot = index.slotAt(probe);
    }
    return addAt(addresses[slot]);
  }

  private long addAt(final long address) {
    pinned.wrap(address, Long.BYTES);
    final long sum = pinned.getLong(0) + 1;
    pinned.putLong(0, sum);
    return sum;
  }
}
