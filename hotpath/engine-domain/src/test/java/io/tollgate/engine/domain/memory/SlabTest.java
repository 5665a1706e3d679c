package io.tollgate.engine.domain.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class SlabTest {
  private final UndoLog undo = new UndoLog(new UnsafeBuffer(new byte[UndoLog.lengthFor(8)]));

  private Slab slab(final int recordLength, final int capacity, final PageStore store) {
    return new Slab(1, recordLength, capacity, store, undo);
  }

  @Test
  void shouldAddPagesAsSlotsAreWantedAndNoMore() {
    final DirectPageStore store = new DirectPageStore(256, 3);
    final Slab slab = slab(64, 10, store);
    assertThat(slab.backed()).isZero();
    assertThat(slab.back(0)).isTrue();
    assertThat(slab.backed()).isEqualTo(4);
    assertThat(slab.back(9)).isTrue();
    assertThat(slab.backed()).isEqualTo(10);
    assertThat(store.pageCount()).isEqualTo(3);
    assertThat(slab.back(10)).isFalse();
    assertThat(store.pageCount()).isEqualTo(3);
  }

  @Test
  void shouldKeepRecordsApart() {
    final Slab slab = slab(32, 100, new DirectPageStore(256, 13));
    slab.back(99);
    for (int slot = 0; slot < 100; slot++) {
      for (int word = 0; word < 4; word++) {
        slab.initLong(slot, word * 8, slot * 4L + word);
      }
    }
    for (int slot = 0; slot < 100; slot++) {
      for (int word = 0; word < 4; word++) {
        assertThat(slab.getLong(slot, word * 8)).isEqualTo(slot * 4L + word);
      }
    }
    slab.initZero(50);
    assertThat(slab.getLong(50, 24)).isZero();
    assertThat(slab.getLong(49, 24)).isEqualTo(199);
    assertThat(slab.getLong(51, 0)).isEqualTo(204);
  }

  @Test
  void shouldCountRecordsInUse() {
    final Slab slab = slab(32, 9, new DirectPageStore(64, 5));
    assertThat(slab.countUsed(1)).isZero();
    for (int used = 1; used <= 9; used++) {
      slab.back(used - 1);
      slab.initInt(used - 1, 0, 0x0100);
      assertThat(slab.countUsed(1)).isEqualTo(used);
    }
  }

  @Test
  void shouldCopyBytesInAndOut() {
    final Slab slab = slab(32, 8, new DirectPageStore(64, 4));
    slab.back(7);
    final UnsafeBuffer in = new UnsafeBuffer(new byte[] {1, 2, 3, 4, 5});
    slab.initBytes(6, 7, in, 1, 3);
    final UnsafeBuffer out = new UnsafeBuffer(new byte[5]);
    slab.getBytes(6, 7, out, 2, 3);
    assertThat(out.byteArray()).containsExactly(0, 0, 2, 3, 4);
  }

  @Test
  void shouldFindThePagesOfAnEarlierLife() {
    final DirectPageStore store = new DirectPageStore(64, 4);
    slab(32, 8, store).back(7);
    slab(32, 8, store).initLong(7, 0, 42);
    assertThat(slab(32, 8, store).getLong(7, 0)).isEqualTo(42);
    assertThat(slab(32, 8, store).backed()).isEqualTo(8);
  }

  @Test
  void shouldCountThePagesThatItNeeds() {
    assertThat(Slab.pagesFor(64, 1, 256)).isEqualTo(1);
    assertThat(Slab.pagesFor(64, 4, 256)).isEqualTo(1);
    assertThat(Slab.pagesFor(64, 5, 256)).isEqualTo(2);
  }

  @Test
  void shouldRefuseRecordsThatDoNotFit() {
    final DirectPageStore store = new DirectPageStore(64, 2);
    assertThatThrownBy(() -> slab(48, 1, store)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> slab(128, 1, store)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> slab(32, 5, store)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNotAddMorePagesThanAllowed() {
    final DirectPageStore store = new DirectPageStore(64, 1);
    store.addPage();
    assertThatThrownBy(store::addPage).isInstanceOf(IllegalStateException.class);
  }
}
