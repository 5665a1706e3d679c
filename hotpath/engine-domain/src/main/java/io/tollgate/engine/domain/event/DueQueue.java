package io.tollgate.engine.domain.event;

import java.util.Arrays;

/**
 * Slots in the order in which something is due: a binary heap that knows where each slot is, so
 * that a slot's time can change. Equal times come in the order of slots, which keeps it
 * deterministic. Memory is allocated at start. One thread.
 */
final class DueQueue {
  private static final int ABSENT = -1;

  private final int[] heap;
  private final int[] place;
  private final long[] dueNs;
  private int size;

  DueQueue(final int capacity) {
    heap = new int[capacity];
    place = new int[capacity];
    dueNs = new long[capacity];
    clear();
  }

  void clear() {
    size = 0;
    Arrays.fill(place, ABSENT);
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  int firstSlot() {
    return heap[0];
  }

  long firstDueNs() {
    return dueNs[heap[0]];
  }

  void put(final int slot, final long timeNs) {
    dueNs[slot] = timeNs;
    if (place[slot] == ABSENT) {
      heap[size] = slot;
      place[slot] = size++;
    }
    siftUp(place[slot]);
    siftDown(place[slot]);
  }

  void remove(final int slot) {
    final int hole = place[slot];
    if (hole == ABSENT) {
      return;
    }
    place[slot] = ABSENT;
    final int last = heap[--size];
    if (last != slot) {
      heap[hole] = last;
      place[last] = hole;
      siftUp(hole);
      siftDown(place[last]);
    }
  }

  private boolean isBefore(final int one, final int other) {
    return dueNs[one] < dueNs[other] || (dueNs[one] == dueNs[other] && one < other);
  }

  private void siftUp(final int from) {
    final int slot = heap[from];
    int at = from;
    while (at > 0) {
      final int parent = (at - 1) >>> 1;
      if (!isBefore(slot, heap[parent])) {
        break;
      }
      move(heap[parent], at);
      at = parent;
    }
    move(slot, at);
  }

  private void siftDown(final int from) {
    final int slot = heap[from];
    int at = from;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], slot)) {
        break;
      }
      move(heap[child], at);
      at = child;
    }
    move(slot, at);
  }

  private void move(final int slot, final int to) {
    heap[to] = slot;
    place[slot] = to;
  }
}
