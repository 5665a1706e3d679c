package io.tollgate.bench.scale;

import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.engine.domain.fact.BudgetLevels;
import io.tollgate.engine.domain.fact.Checked;
import io.tollgate.engine.domain.fact.Consumed;
import io.tollgate.engine.domain.fact.Reserved;
import io.tollgate.engine.domain.fact.Settled;
import io.tollgate.engine.domain.quota.AllowanceTable;
import io.tollgate.engine.domain.quota.BudgetTable;
import io.tollgate.engine.domain.quota.Cost;
import io.tollgate.engine.domain.quota.ResourceType;
import java.util.concurrent.TimeUnit;

/**
 * Writes granted decisions of workers chosen at random: of ten, five are checks, three are uses,
 * one reserves and one commits what was reserved a thousand reservations before. Uses and
 * reservations change an allowance and the budgets of worker, team and organisation.
 */
final class Traffic {
  /** Records a second, by the engine's time, with which the usual tables of ids never fill up. */
  static final int RECORDS_PER_SECOND = 36_000;

  private static final int OPEN_RESERVATIONS = 1_000;
  private static final long LIFETIME_NS = TimeUnit.MINUTES.toNanos(10);
  private static final int MOST_UNITS = 4_096;
  private static final int RESOURCE = ResourceType.LLM_TOKENS.code();
  private static final long ID_HIGH = 0x70_11_6A_7EL;
  private static final int KINDS = 10;
  private static final int CHECKS = 5;
  private static final int USES = 8;
  private static final int RESERVES = 9;

  private final long seed;
  private final Population population;
  private final RecordWriter writer;
  private final Checked checked = new Checked();
  private final Consumed consumed = new Consumed();
  private final Reserved reserved = new Reserved();
  private final Settled settled = new Settled();
  private final AllowanceTable allowances;
  private final BudgetTable budgets;
  private long reservedCount;
  private long settledCount;

  Traffic(final long seed, final Population population, final RecordWriter writer) {
    this.seed = seed;
    this.population = population;
    this.writer = writer;
    this.allowances = writer.state().allowances();
    this.budgets = writer.state().budgets();
  }

  /** Writes so many records. */
  void write(final int records) {
    for (int i = 0; i < records; i++) {
      final int kind = Seeds.below(KINDS, seed ^ ~(long) i);
      final int worker = worker(i);
      if (kind < CHECKS) {
        check(worker);
      } else if (kind < USES) {
        consume(worker, i);
      } else if (kind < RESERVES || reservedCount - settledCount < OPEN_RESERVATIONS) {
        reserve(worker(reservedIndex(reservedCount)));
      } else {
        commit();
      }
      writer.next();
    }
  }

  private int worker(final long i) {
    final int first = population.firstWorker();
    return first + Seeds.below(population.agents() - first, seed + i);
  }

  /** So that who reserved is known again when it is committed. */
  private static long reservedIndex(final long n) {
    return Long.MIN_VALUE / 2 + n;
  }

  private long units(final long n) {
    return 1L + Seeds.below(MOST_UNITS, seed ^ n * 31);
  }

  private static long cost(final long units) {
    return Cost.nano(units, Population.NANO_PER_MILLION_UNITS, 0, 0);
  }

  private void check(final int worker) {
    checked.agentSlot = worker;
    checked.permission = Population.PERMISSION;
    checked.failingHop = -1;
    checked.linkId = worker;
    checked.countAfter = writer.state().agents().allowedCount(worker) + 1;
    writer.applier().apply(checked);
    writer.recorder().checked(checked);
  }

  private void consume(final int worker, final int i) {
    final long units = units(i);
    final int allowance = allowances.acquire(worker, RESOURCE);
    consumed.eventIdHigh = ID_HIGH;
    consumed.eventIdLow = Seeds.mix(seed + i);
    consumed.agentSlot = worker;
    consumed.permission = Population.PERMISSION;
    consumed.resourceCode = RESOURCE;
    consumed.priceId = Population.PRICE;
    consumed.linkId = worker;
    consumed.amount = units;
    consumed.costNano = cost(units);
    consumed.countAfter = writer.state().agents().allowedCount(worker) + 1;
    consumed.hourUsedAfter = allowances.hourUsed(allowance, writer.applier().calendar()) + units;
    consumed.dayUsedAfter = allowances.dayUsed(allowance, writer.applier().calendar()) + units;
    consumed.monthUsedAfter = allowances.monthUsed(allowance, writer.applier().calendar()) + units;
    consumed.totalUsedAfter = allowances.totalUsed(allowance) + units;
    levels(worker, consumed.costNano, 0, consumed.levels);
    writer.applier().apply(consumed);
    writer.recorder().consumed(consumed);
  }

  private void levels(
      final int worker, final long spentNano, final long reservedNano, final BudgetLevels levels) {
    levels.clear();
    level(Population.ORGANISATION, spentNano, reservedNano, levels);
    level(population.teamOf(worker), spentNano, reservedNano, levels);
    level(worker, spentNano, reservedNano, levels);
  }

  private void level(
      final int agent, final long spentNano, final long reservedNano, final BudgetLevels levels) {
    final int slot = budgets.record(agent);
    levels.add(
        agent,
        budgets.spentNano(slot, writer.applier().calendar()) + spentNano,
        budgets.reservedNano(slot) + reservedNano);
  }

  private void reserve(final int worker) {
    final long units = units(reservedIndex(reservedCount));
    final int allowance = allowances.acquire(worker, RESOURCE);
    reserved.reservationIdHigh = ID_HIGH;
    reserved.reservationIdLow = Seeds.mix(~seed + reservedCount);
    reserved.agentSlot = worker;
    reserved.permission = Population.PERMISSION;
    reserved.resourceCode = RESOURCE;
    reserved.priceId = Population.PRICE;
    reserved.linkId = worker;
    reserved.amount = units;
    reserved.costNano = cost(units);
    reserved.nanoPerMillion = Population.NANO_PER_MILLION_UNITS;
    reserved.outputNanoPerMillion = Population.NANO_PER_MILLION_UNITS;
    reserved.expiresAtNs = writer.applier().timeNs() + LIFETIME_NS;
    reserved.countAfter = writer.state().agents().allowedCount(worker) + 1;
    reserved.hourUsedAfter = allowances.hourUsed(allowance, writer.applier().calendar()) + units;
    reserved.dayUsedAfter = allowances.dayUsed(allowance, writer.applier().calendar()) + units;
    reserved.monthUsedAfter = allowances.monthUsed(allowance, writer.applier().calendar()) + units;
    reserved.heldAfter = allowances.held(allowance) + units;
    levels(worker, 0, reserved.costNano, reserved.levels);
    writer.applier().apply(reserved);
    writer.recorder().reserved(reserved);
    reservedCount++;
  }

  private void commit() {
    final long index = reservedIndex(settledCount);
    final int worker = worker(index);
    final long held = units(index);
    final long used = (held + 1) / 2;
    final long back = held - used;
    final int allowance = allowances.acquire(worker, RESOURCE);
    settled.reservationIdHigh = ID_HIGH;
    settled.reservationIdLow = Seeds.mix(~seed + settledCount);
    settled.agentSlot = worker;
    settled.operationCode = Operation.COMMIT.code();
    settled.resourceCode = RESOURCE;
    settled.priceId = Population.PRICE;
    settled.amount = used;
    settled.costNano = cost(used);
    settled.countAfter = writer.state().agents().allowedCount(worker) + 1;
    settled.hourUsedAfter =
        Math.max(0, allowances.hourUsed(allowance, writer.applier().calendar()) - back);
    settled.dayUsedAfter =
        Math.max(0, allowances.dayUsed(allowance, writer.applier().calendar()) - back);
    settled.monthUsedAfter =
        Math.max(0, allowances.monthUsed(allowance, writer.applier().calendar()) - back);
    settled.heldAfter = allowances.held(allowance) - held;
    settled.totalUsedAfter = allowances.totalUsed(allowance) + used;
    levels(worker, settled.costNano, -cost(held), settled.levels);
    writer.applier().apply(settled);
    writer.recorder().settled(settled);
    settledCount++;
  }
}
