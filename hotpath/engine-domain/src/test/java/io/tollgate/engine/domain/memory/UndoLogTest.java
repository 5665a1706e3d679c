package io.tollgate.engine.domain.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class UndoLogTest {
  private static final int TABLE = 3;
  private static final int RECORD_LENGTH = 64;
  private static final int SLOTS = 40;

  private final UnsafeBuffer memory =
      new UnsafeBuffer(ByteBuffer.allocateDirect(UndoLog.lengthFor(16)));
  private final DirectPageStore store = new DirectPageStore(1024, 4);
  private final UndoLog undo = new UndoLog(memory);
  private final Slab slab = new Slab(TABLE, RECORD_LENGTH, SLOTS, store, undo);
  private final Slab[] slabs = {null, null, null, slab};

  UndoLogTest() {
    slab.back(SLOTS - 1);
  }

  @Test
  void shouldTakeBackEveryChangeOfABatch() {
    slab.initLong(5, 8, 11);
    slab.initLong(39, 56, 0x0102_0304_0506_0708L);
    undo.begin(7);
    slab.putLong(5, 8, 12);
    slab.putLong(5, 8, 13);
    slab.putInt(39, 60, -1);
    slab.putByte(39, 57, (byte) 9);
    assertThat(undo.count()).isEqualTo(4);
    assertThat(undo.batchSequence()).isEqualTo(7);
    undo.rollback(slabs);
    assertThat(slab.getLong(5, 8)).isEqualTo(11);
    assertThat(slab.getLong(39, 56)).isEqualTo(0x0102_0304_0506_0708L);
    assertThat(undo.count()).isZero();
  }

  @Test
  void shouldTakeBackWhatAnEarlierLifeLeftOpen() {
    undo.begin(9);
    slab.putLong(0, 0, 1);
    slab.putLong(38, 16, 2);
    final UndoLog reopened = new UndoLog(memory);
    final Slab sameSlab = new Slab(TABLE, RECORD_LENGTH, SLOTS, store, reopened);
    assertThat(reopened.count()).isEqualTo(2);
    assertThat(reopened.batchSequence()).isEqualTo(9);
    assertThatThrownBy(() -> reopened.begin(10)).isInstanceOf(IllegalStateException.class);
    reopened.rollback(new Slab[] {null, null, null, sameSlab});
    assertThat(sameSlab.getLong(0, 0)).isZero();
    assertThat(sameSlab.getLong(38, 16)).isZero();
    assertThat(new UndoLog(memory).count()).isZero();
  }

  @Test
  void shouldKeepTheChangesOfACommittedBatch() {
    undo.begin(1);
    slab.putLong(1, 0, 5);
    undo.commit();
    assertThat(new UndoLog(memory).count()).isZero();
    undo.rollback(slabs);
    assertThat(slab.getLong(1, 0)).isEqualTo(5);
  }

  @Test
  void shouldThrowBeforeItChangesAWordThatItHasNoRoomFor() {
    undo.begin(1);
    for (int i = 0; i < 16; i++) {
      assertThat(undo.remaining()).isEqualTo(16 - i);
      slab.putLong(i, 0, 1);
    }
    assertThatThrownBy(() -> slab.putLong(16, 0, 1)).isInstanceOf(IllegalStateException.class);
    assertThat(slab.getLong(16, 0)).isZero();
    undo.rollback(slabs);
    for (int i = 0; i < 16; i++) {
      assertThat(slab.getLong(i, 0)).isZero();
    }
  }

  @Test
  void shouldSaveNothingDuringARebuild() {
    undo.setSaving(false);
    undo.begin(1);
    slab.putLong(1, 0, 5);
    assertThat(undo.count()).isZero();
    undo.setSaving(true);
    undo.begin(2);
    slab.putLong(1, 0, 6);
    assertThatThrownBy(() -> undo.setSaving(false)).isInstanceOf(IllegalStateException.class);
    undo.rollback(slabs);
    assertThat(slab.getLong(1, 0)).isEqualTo(5);
  }

  @Test
  void shouldRefuseMemoryThatHoldsSomethingElse() {
    final UnsafeBuffer other = new UnsafeBuffer(new byte[UndoLog.lengthFor(4)]);
    other.putLong(0, 2);
    assertThatThrownBy(() -> new UndoLog(other)).isInstanceOf(IllegalArgumentException.class);
    other.putLong(0, UndoLog.FORMAT_VERSION);
    other.putLong(16, 5);
    assertThatThrownBy(() -> new UndoLog(other)).isInstanceOf(IllegalArgumentException.class);
    other.putLong(16, -1);
    assertThatThrownBy(() -> new UndoLog(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseToTakeBackWhereTheStateHasNoSuchPlace() {
    undo.begin(1);
    slab.putLong(39, 0, 1);
    assertThatThrownBy(() -> undo.rollback(new Slab[3])).isInstanceOf(IllegalStateException.class);
    final Slab shorter = new Slab(TABLE, RECORD_LENGTH, 8, new DirectPageStore(1024, 1), undo);
    assertThatThrownBy(() -> undo.rollback(new Slab[] {null, null, null, shorter}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Property(tries = 200)
  void shouldGoBackToWhatWasBeforeWhateverIsPut(@ForAll final long seed) {
    final Random random = new Random(seed);
    final UndoLog log = new UndoLog(new UnsafeBuffer(new byte[UndoLog.lengthFor(100)]));
    final DirectPageStore pages = new DirectPageStore(1024, 4);
    final Slab table = new Slab(TABLE, RECORD_LENGTH, SLOTS, pages, log);
    table.back(SLOTS - 1);
    log.begin(1);
    fill(table, random);
    log.commit();
    final long[] before = words(table);
    log.begin(2);
    fill(table, random);
    log.rollback(new Slab[] {null, null, null, table});
    assertThat(words(table)).isEqualTo(before);
  }

  private static void fill(final Slab table, final Random random) {
    for (int i = 0; i < 100; i++) {
      final int slot = random.nextInt(SLOTS);
      switch (random.nextInt(3)) {
        case 0 -> table.putLong(slot, 8 * random.nextInt(8), random.nextLong());
        case 1 -> table.putInt(slot, 4 * random.nextInt(16), random.nextInt());
        default -> table.putByte(slot, random.nextInt(64), (byte) random.nextInt());
      }
    }
  }

  private static long[] words(final Slab table) {
    final long[] words = new long[SLOTS * 8];
    for (int i = 0; i < words.length; i++) {
      words[i] = table.getLong(i / 8, 8 * (i % 8));
    }
    return words;
  }
}
