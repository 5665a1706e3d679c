package io.tollgate.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.engine.domain.decision.Reason;
import java.util.HashMap;
import java.util.Map;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The accounts of a fleet, kept by what was granted, with plain arithmetic, none of it the
 * engine's. Nothing may be granted beyond a limit of its moment, and nothing denied for a limit
 * that it would have kept.
 */
final class Ledger {
  private static final int LEVELS = 3;

  private final Int2ObjectHashMap<Account> accounts = new Int2ObjectHashMap<>();
  private final Map<String, Account> byName = new HashMap<>();
  private final Long2ObjectHashMap<Hold> holds = new Long2ObjectHashMap<>();
  private long position;
  private long timeNs;

  /** An open reservation. */
  private record Hold(
      Account leaf, long units, long costNano, long reservedAtNs, long expiresAtNs) {}

  /** All that follows is of one record. */
  void at(final long recordPosition, final long recordTimeNs) {
    position = recordPosition;
    timeNs = recordTimeNs;
  }

  void register(final long index, final String name) {
    final Account account = new Account(name);
    accounts.put((int) index, account);
    byName.put(name, account);
  }

  Account account(final long index) {
    return accounts.get((int) index).at(timeNs);
  }

  int openReservations() {
    return holds.size();
  }

  Account consume(final long index, final long units, final long cost) {
    final Account leaf = account(index);
    assertFits(leaf, units, cost);
    leaf.dayUsed += units;
    leaf.total += units;
    for (final Account level : levels(leaf)) {
      level.spentNano += cost;
    }
    return leaf;
  }

  Account reserve(
      final long index, final long id, final long units, final long cost, final long expiresAtNs) {
    final Account leaf = account(index);
    assertFits(leaf, units, cost);
    assertThat(leaf.held + units).as(toString()).isLessThanOrEqualTo(leaf.concurrentLimit);
    leaf.dayUsed += units;
    leaf.held += units;
    for (final Account level : levels(leaf)) {
      level.reservedNano += cost;
    }
    holds.put(id, new Hold(leaf, units, cost, timeNs, expiresAtNs));
    return leaf;
  }

  Account settle(final Operation operation, final long id, final long units, final long cost) {
    final Hold hold = holds.remove(id);
    assertThat(hold).as("%s: what it settles is open", this).isNotNull();
    assertThat(hold.expiresAtNs <= timeNs).as(toString()).isEqualTo(operation == Operation.EXPIRE);
    assertThat(units).as(toString()).isBetween(0L, hold.units);
    assertThat(cost).as(toString()).isBetween(0L, hold.costNano);
    final Account leaf = hold.leaf.at(timeNs);
    final boolean isSameDay = Account.dayOf(hold.reservedAtNs) == Account.dayOf(timeNs);
    leaf.held -= hold.units;
    leaf.total += units;
    leaf.dayUsed -= isSameDay ? hold.units - units : 0;
    for (final Account level : levels(leaf)) {
      level.reservedNano -= hold.costNano;
      level.spentNano += cost;
    }
    return leaf;
  }

  Account deny(final long index, final Reason reason, final long units, final long cost) {
    final Account leaf = account(index);
    if (reason == Reason.BUDGET_EXCEEDED) {
      assertThat(levels(leaf)).as(toString()).anyMatch(level -> !level.hasRoomFor(cost));
    } else if (reason == Reason.DAY_QUOTA_EXCEEDED) {
      assertThat(units).as(toString()).isGreaterThan(leaf.dayLimit - leaf.dayUsed);
    } else if (reason == Reason.CONCURRENT_QUOTA_EXCEEDED) {
      assertThat(units).as(toString()).isGreaterThan(leaf.concurrentLimit - leaf.held);
    }
    return leaf;
  }

  private void assertFits(final Account leaf, final long units, final long cost) {
    for (final Account level : levels(leaf)) {
      assertThat(level.hasRoomFor(cost)).as("%s: budget of %s", this, level.name).isTrue();
    }
    assertThat(leaf.dayUsed + units).as(toString()).isLessThanOrEqualTo(leaf.dayLimit);
  }

  /** The budgets that a record says came out, as one text, are those that did. */
  void assertLevels(final Account leaf, final String said) {
    final StringBuilder expected = new StringBuilder();
    for (final Account level : levels(leaf)) {
      append(expected, level, level.spentNano, level.reservedNano);
    }
    assertThat(said).as(toString()).isEqualTo(expected.toString());
  }

  /** Adds a budget to such a text. */
  void append(
      final StringBuilder text, final long index, final long spentNano, final long reservedNano) {
    append(text, account(index), spentNano, reservedNano);
  }

  private static void append(
      final StringBuilder text,
      final Account level,
      final long spentNano,
      final long reservedNano) {
    text.append(level.name).append(' ').append(spentNano).append(' ').append(reservedNano);
    text.append('\n');
  }

  private Account[] levels(final Account leaf) {
    final Account[] levels = new Account[LEVELS];
    levels[0] = byName.get("a0");
    levels[1] = byName.get("a1");
    levels[2] = leaf;
    return levels;
  }

  @Override
  public String toString() {
    return "record " + position;
  }
}
