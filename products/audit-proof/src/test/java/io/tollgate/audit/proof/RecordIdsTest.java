package io.tollgate.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RecordIdsTest {
  @Property(tries = 200)
  void shouldOnlyGoUpWhateverTheClockDoes(
      @ForAll @Size(min = 2, max = 50) final List<@LongRange(min = 0, max = 5) Long> clock) {
    final RecordIds ids = new RecordIds();
    UUID last = new UUID(0, 0);
    for (final long ms : clock) {
      final UUID id = next(ids, ms);
      assertThat(id.version()).isEqualTo(7);
      assertThat(id.variant()).isEqualTo(2);
      assertThat(compare(id, last)).isPositive();
      last = id;
    }
  }

  @Test
  void shouldCarryTheTime() {
    assertThat(next(new RecordIds(), 1_700_000_000_123L).getMostSignificantBits() >>> 16)
        .isEqualTo(1_700_000_000_123L);
  }

  @Test
  void shouldGoOnAfterTheLastIdOfALogThatIsOpenedAgain() {
    final UUID last = next(new RecordIds(), 1_000);
    final RecordIds ids = new RecordIds();
    ids.resumeAfter(last.getMostSignificantBits(), last.getLeastSignificantBits());

    assertThat(compare(next(ids, 10), last)).isPositive();
  }

  @Test
  void shouldBorrowTheNextMillisecondWhenTheCounterIsUsedUp() {
    final RecordIds ids = new RecordIds();
    ids.resumeAfter((5L << 16) | 0x7fff, -1L);

    final UUID id = next(ids, 5);

    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(6);
  }

  private static UUID next(final RecordIds ids, final long ms) {
    final byte[] out = new byte[16];
    ids.next(ms);
    ids.write(out, 0);
    return new UUID(
        Long.reverseBytes(LittleEndian.int64(out, 0)),
        Long.reverseBytes(LittleEndian.int64(out, 8)));
  }

  private static int compare(final UUID one, final UUID other) {
    final int high =
        Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
  }
}
