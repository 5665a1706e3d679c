package io.tollgate.engine.domain.state;

import io.tollgate.engine.domain.catalogue.AgentTable;
import io.tollgate.engine.domain.catalogue.PermissionTable;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.event.DecidedEvent;
import io.tollgate.engine.domain.event.EventTable;
import io.tollgate.engine.domain.event.ReservationState;
import io.tollgate.engine.domain.event.ReservationTable;
import io.tollgate.engine.domain.fact.ShortText;
import io.tollgate.engine.domain.quota.AllowanceTable;
import io.tollgate.engine.domain.quota.BudgetTable;
import io.tollgate.engine.domain.quota.Calendar;
import io.tollgate.engine.domain.quota.PriceTable;
import io.tollgate.engine.domain.quota.ResourceType;
import java.io.IOException;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes a state out in canonical order, one line a record: the same for the live state and for a
 * replay of its journal, byte for byte. What is only remembered for a while is left out once it
 * could be forgotten, because when it really is does not matter.
 *
 * <p>Holds no secret: keys appear as their public salt.
 */
public final class StateDump {
  private final GateState state;
  private final Appendable out;
  private final Calendar calendar = new Calendar();
  private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[ShortText.MAX_LENGTH]);
  private final ShortText text = new ShortText();

  private StateDump(final GateState state, final Appendable out) {
    this.state = state;
    this.out = out;
    calendar.moveTo(state.header().timeNs());
  }

  /**
   * Writes a state.
   *
   * @param state that does not change meanwhile.
   * @param out takes the lines.
   * @throws IOException if it does not.
   */
  public static void write(final GateState state, final Appendable out) throws IOException {
    final StateDump dump = new StateDump(state, out);
    dump.header();
    dump.permissions();
    dump.keys();
    dump.agents();
    dump.prices();
    dump.reservations();
    dump.events();
    dump.revokedLinks();
  }

  private StateDump add(final String name, final Object value) throws IOException {
    out.append(' ').append(name).append('=').append(String.valueOf(value));
    return this;
  }

  private StateDump addUnsigned(final String name, final int value) throws IOException {
    return add(name, Integer.toUnsignedString(value));
  }

  private StateDump addHex(final String name, final int length) throws IOException {
    out.append(' ').append(name).append('=');
    for (int i = 0; i < length; i++) {
      final int b = scratch.getByte(i) & 0xFF;
      out.append(Character.forDigit(b >>> 4, 16)).append(Character.forDigit(b & 15, 16));
    }
    return this;
  }

  private StateDump addText(final String name) throws IOException {
    scratch.putBytes(0, text.bytes(), 0, text.length());
    return addHex(name, text.length());
  }

  private StateDump addId(final String name, final long high, final long low) throws IOException {
    return add(name, Long.toHexString(high) + '-' + Long.toHexString(low));
  }

  private void line(final String kind) throws IOException {
    out.append(kind);
  }

  private void end() throws IOException {
    out.append('\n');
  }

  private void header() throws IOException {
    final StateHeader header = state.header();
    line("header");
    add("format", StateHeader.FORMAT_VERSION).add("position", header.position());
    add("timeNs", header.timeNs()).add("batchSequence", header.batchSequence()).end();
  }

  private void permissions() throws IOException {
    final PermissionTable permissions = state.permissions();
    for (int bit = 0; bit < PermissionTable.CAPACITY; bit++) {
      if (permissions.isDefined(bit)) {
        permissions.copyName(bit, scratch, text);
        line("permission");
        add("bit", bit).addText("name");
        add("minimumTrust", permissions.minimumTrustCode(bit)).end();
      }
    }
  }

  private void keys() throws IOException {
    for (int slot = 0; slot < state.keys().size(); slot++) {
      line("key");
      addUnsigned("id", state.keys().keyId(slot));
      addUnsigned("tenant", state.keys().tenantId(slot));
      state.keys().copySalt(slot, scratch);
      addHex("salt", KeyDerivation.SALT_LENGTH);
      add("retired", state.keys().isRetired(slot));
      add("position", state.keys().position(slot)).end();
    }
  }

  private void agents() throws IOException {
    final AgentTable agents = state.agents();
    for (int slot = 0; slot < agents.size(); slot++) {
      line("agent");
      add("index", slot);
      agents.copyId(slot, scratch, 0);
      addHex("id", 32);
      agents.copyPublicKey(slot, scratch, 0);
      addHex("key", 32);
      agents.copyName(slot, scratch, text);
      addText("name");
      addUnsigned("tenant", agents.tenantId(slot));
      add("trust", agents.trustCode(slot)).add("tier", agents.tierCode(slot));
      addUnsigned("epoch", agents.epoch(slot)).add("version", agents.version(slot));
      add("allowed", agents.allowedCount(slot)).add("denied", agents.deniedCount(slot));
      add("lastActiveNs", agents.lastActiveNs(slot)).end();
      for (final ResourceType resource : ResourceType.values()) {
        allowance(slot, resource);
      }
      budget(slot);
    }
  }

  private void allowance(final int agentSlot, final ResourceType resource) throws IOException {
    final AllowanceTable allowances = state.allowances();
    final int slot = allowances.find(agentSlot, resource.code());
    if (slot == AllowanceTable.NONE) {
      return;
    }
    line("allowance");
    add("agent", agentSlot).add("resource", resource.code());
    add("hourLimit", allowances.hourLimit(slot)).add("dayLimit", allowances.dayLimit(slot));
    add("monthLimit", allowances.monthLimit(slot));
    add("concurrentLimit", allowances.concurrentLimit(slot));
    add("hourUsed", allowances.hourUsed(slot, calendar));
    add("dayUsed", allowances.dayUsed(slot, calendar));
    add("monthUsed", allowances.monthUsed(slot, calendar));
    add("held", allowances.held(slot)).add("total", allowances.totalUsed(slot)).end();
  }

  private void budget(final int agentSlot) throws IOException {
    final BudgetTable budgets = state.budgets();
    final int slot = budgets.record(agentSlot);
    if (slot == BudgetTable.NONE) {
      return;
    }
    line("budget");
    add("agent", agentSlot).add("currency", budgets.currency(slot));
    add("period", budgets.periodCode(slot)).add("limitNano", budgets.limitNano(slot));
    add("spentNano", budgets.spentNano(slot, calendar));
    add("reservedNano", budgets.reservedNano(slot)).end();
  }

  private void prices() throws IOException {
    final PriceTable prices = state.prices();
    for (int slot = 0; slot < prices.size(); slot++) {
      prices.copyName(slot, scratch, text);
      line("price");
      addUnsigned("id", prices.priceId(slot)).addText("name");
      add("currency", prices.currency(slot)).add("resource", prices.resourceCode(slot));
      add("nanoPerMillion", prices.nanoPerMillion(slot));
      add("outputNanoPerMillion", prices.outputNanoPerMillion(slot));
      add("position", prices.position(slot)).end();
    }
  }

  private void reservations() throws IOException {
    final ReservationTable reservations = state.reservations();
    final long timeNs = state.header().timeNs();
    final int[] slots =
        IntStream.range(0, reservations.slots())
            .filter(slot -> isRemembered(slot, timeNs))
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(reservations::idHigh)
                    .thenComparingLong(reservations::idLow))
            .mapToInt(Integer::intValue)
            .toArray();
    for (final int slot : slots) {
      reservation(slot);
    }
  }

  private boolean isRemembered(final int slot, final long timeNs) {
    final int code = state.reservations().stateCode(slot);
    return code == ReservationState.OPEN.code()
        || (code != ReservationState.FREE.code() && state.reservations().dueNs(slot) > timeNs);
  }

  private void reservation(final int slot) throws IOException {
    final ReservationTable reservations = state.reservations();
    line("reservation");
    addId("id", reservations.idHigh(slot), reservations.idLow(slot));
    add("state", reservations.stateCode(slot)).add("agent", reservations.agentSlot(slot));
    add("permission", reservations.permission(slot));
    add("resource", reservations.resourceCode(slot));
    addUnsigned("price", reservations.priceId(slot));
    add("scope", Long.toHexString(reservations.scopeHash(slot)));
    add("amount", reservations.amount(slot)).add("output", reservations.outputAmount(slot));
    add("costNano", reservations.costNano(slot));
    add("rate", reservations.nanoPerMillion(slot));
    add("outputRate", reservations.outputNanoPerMillion(slot));
    add("expiresAtNs", reservations.expiresAtNs(slot)).add("dueNs", reservations.dueNs(slot));
    add("position", reservations.position(slot));
    add("settledAmount", reservations.settledAmount(slot));
    add("settledOutput", reservations.settledOutputAmount(slot));
    add("settledCostNano", reservations.settledCostNano(slot));
    add("settledPosition", reservations.settledPosition(slot));
    for (int level = 0; level < reservations.levelCount(slot); level++) {
      add("level", reservations.levelAgentSlot(slot, level));
    }
    end();
  }

  private void events() throws IOException {
    final EventTable events = state.events();
    final DecidedEvent event = new DecidedEvent();
    for (int n = 0; n < events.size(); n++) {
      final int slot = events.slotAt(n);
      if (events.keptUntilNs(slot) > state.header().timeNs()) {
        events.read(slot, event);
        line("event");
        addId("id", event.idHigh, event.idLow).add("agent", event.agentSlot);
        add("operation", event.operationCode).add("permission", event.permission);
        add("resource", event.resourceCode).addUnsigned("price", event.priceId);
        add("reason", event.reasonCode).add("hop", event.failingHop);
        add("scope", Long.toHexString(event.scopeHash));
        add("amount", event.amount).add("output", event.outputAmount);
        add("costNano", event.costNano).add("fitting", event.fitting);
        add("position", events.position(slot));
        add("keptUntilNs", events.keptUntilNs(slot)).end();
      }
    }
  }

  private void revokedLinks() throws IOException {
    final long keepNs = TimeUnit.SECONDS.toNanos(state.settings().maxLinkLifetimeSeconds());
    for (int n = 0; n < state.revokedLinks().size(); n++) {
      if (state.header().timeNs() - state.revokedLinks().revokedAtNs(n) <= keepNs) {
        line("revokedLink");
        add("id", Long.toHexString(state.revokedLinks().linkIdAt(n)));
        add("agent", state.revokedLinks().agentSlotAt(n));
        add("revokedAtNs", state.revokedLinks().revokedAtNs(n)).end();
      }
    }
  }
}
