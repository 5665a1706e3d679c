package io.tollgate.reliability;

/** What an agent may and did, by plain arithmetic. */
final class Account {
  private static final long NS_A_DAY = 86_400_000_000_000L;

  final String name;
  long limitNano;
  long spentNano;
  long reservedNano;
  long dayLimit = -1;
  long concurrentLimit = -1;
  long dayUsed;
  long held;
  long total;
  private long day;

  Account(final String name) {
    this.name = name;
  }

  /** Number of the leaf, where it is one. */
  int leaf() {
    return Integer.parseInt(name.substring(1)) - 2;
  }

  boolean hasRoomFor(final long costNano) {
    return costNano <= limitNano - spentNano - reservedNano;
  }

  /** What was used on another day counts no more. */
  Account at(final long timeNs) {
    if (dayOf(timeNs) != day) {
      day = dayOf(timeNs);
      dayUsed = 0;
    }
    return this;
  }

  static long dayOf(final long timeNs) {
    return Math.floorDiv(timeNs, NS_A_DAY);
  }
}
