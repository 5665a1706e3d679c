package io.tollgate.engine.infra.message;

import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.catalogue.AgentTable;
import io.tollgate.engine.domain.catalogue.PermissionTable;
import io.tollgate.engine.domain.decision.ChainBytes;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.quota.AllowanceTable;
import io.tollgate.engine.domain.quota.BudgetTable;
import io.tollgate.engine.domain.quota.Calendar;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.sbe.gate.AgentQueryDecoder;
import io.tollgate.sbe.gate.AgentStateEncoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import io.tollgate.sbe.gate.MessageHeaderEncoder;
import io.tollgate.sbe.gate.PermissionAnswerEncoder;
import io.tollgate.sbe.gate.PermissionQueryDecoder;
import io.tollgate.sbe.gate.StatusEncoder;
import io.tollgate.sbe.gate.StatusQueryDecoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Questions about the state, which change nothing. One thread; allocates nothing. */
final class Queries {
  private static final ResourceType[] RESOURCES = ResourceType.values();
  private static final int ID_LENGTH = 32;

  private final Gate gate;
  private final GateState state;
  private final long startedAtNs;
  private final Verdict verdict;
  private final Calendar calendar = new Calendar();
  private final ChainBytes chain = new ChainBytes();
  private final MessageHeaderDecoder requestHeader = new MessageHeaderDecoder();
  private final MessageHeaderEncoder answerHeader = new MessageHeaderEncoder();
  private final AgentQueryDecoder agentQuery = new AgentQueryDecoder();
  private final AgentStateEncoder agentState = new AgentStateEncoder();
  private final PermissionQueryDecoder permissionQuery = new PermissionQueryDecoder();
  private final PermissionAnswerEncoder permissionAnswer = new PermissionAnswerEncoder();
  private final StatusQueryDecoder statusQuery = new StatusQueryDecoder();
  private final StatusEncoder status = new StatusEncoder();

  Queries(final Gate gate, final long startedAtNs, final Verdict verdict) {
    this.gate = gate;
    this.state = gate.state();
    this.startedAtNs = startedAtNs;
    this.verdict = verdict;
  }

  /** Answers a question about an agent. */
  Reason agent(
      final DirectBuffer buffer,
      final int offset,
      final MutableDirectBuffer into,
      final int answerOffset) {
    final AgentQueryDecoder from = agentQuery.wrapAndApplyHeader(buffer, offset, requestHeader);
    chain.wrap(
        buffer,
        from.limit() + VariableParts.LENGTH_SIZE,
        VariableParts.lengthAt(buffer, from.limit()));
    final int id = from.offset() + AgentQueryDecoder.agentIdEncodingOffset();
    final int slot = gate.query(chain, buffer, id, verdict);
    agentState
        .wrapAndApplyHeader(into, answerOffset, answerHeader)
        .correlationId(from.correlationId())
        .position(verdict.position())
        .reason((short) verdict.reason().code())
        .putAgentId(buffer, id, ID_LENGTH);
    if (slot == AgentTable.NONE) {
      clearAgent();
    } else {
      calendar.moveTo(gate.timeNs());
      writeAgent(slot);
      writeBudget(slot);
      writeAllowances(slot);
    }
    return verdict.reason();
  }

  private void clearAgent() {
    agentState
        .version(0)
        .allowedCount(0)
        .deniedCount(0)
        .lastActiveNs(0)
        .agentIndex(0)
        .tenantId(0)
        .trust((short) 0)
        .tier((short) 0);
    clearBudget();
    agentState.allowancesCount(0);
  }

  private void clearBudget() {
    agentState
        .budgetLimitNano(BudgetTable.NO_BUDGET)
        .budgetSpentNano(0)
        .budgetReservedNano(0)
        .budgetCurrency(0)
        .budgetPeriod((short) 0);
  }

  private void writeAgent(final int slot) {
    final AgentTable agents = state.agents();
    agentState
        .version(agents.version(slot))
        .allowedCount(agents.allowedCount(slot))
        .deniedCount(agents.deniedCount(slot))
        .lastActiveNs(agents.lastActiveNs(slot))
        .agentIndex(slot)
        .tenantId(Integer.toUnsignedLong(agents.tenantId(slot)))
        .trust((short) agents.trustCode(slot))
        .tier((short) agents.tierCode(slot));
  }

  private void writeBudget(final int slot) {
    final BudgetTable budgets = state.budgets();
    final int budget = budgets.find(slot);
    if (budget == BudgetTable.NONE) {
      clearBudget();
      return;
    }
    agentState
        .budgetLimitNano(budgets.limitNano(budget))
        .budgetSpentNano(budgets.spentNano(budget, calendar))
        .budgetReservedNano(budgets.reservedNano(budget))
        .budgetCurrency(budgets.currency(budget))
        .budgetPeriod((short) budgets.periodCode(budget));
  }

  private void writeAllowances(final int slot) {
    final AllowanceTable allowances = state.allowances();
    int count = 0;
    for (final ResourceType resource : RESOURCES) {
      count += allowances.find(slot, resource.code()) == AllowanceTable.NONE ? 0 : 1;
    }
    final AgentStateEncoder.AllowancesEncoder into = agentState.allowancesCount(count);
    for (final ResourceType resource : RESOURCES) {
      final int allowance = allowances.find(slot, resource.code());
      if (allowance != AllowanceTable.NONE) {
        into.next()
            .hourLimit(allowances.hourLimit(allowance))
            .dayLimit(allowances.dayLimit(allowance))
            .monthLimit(allowances.monthLimit(allowance))
            .concurrentLimit(allowances.concurrentLimit(allowance))
            .hourUsed(allowances.hourUsed(allowance, calendar))
            .dayUsed(allowances.dayUsed(allowance, calendar))
            .monthUsed(allowances.monthUsed(allowance, calendar))
            .held(allowances.held(allowance))
            .totalUsed(allowances.totalUsed(allowance))
            .resource((short) resource.code());
      }
    }
  }

  /** Answers which bit a permission has. */
  Reason permission(
      final DirectBuffer buffer,
      final int offset,
      final MutableDirectBuffer into,
      final int answerOffset) {
    final PermissionQueryDecoder from =
        permissionQuery.wrapAndApplyHeader(buffer, offset, requestHeader);
    final int name = from.limit();
    final int bit =
        state
            .permissions()
            .find(buffer, name + VariableParts.LENGTH_SIZE, VariableParts.lengthAt(buffer, name));
    final boolean isKnown = bit != PermissionTable.NONE;
    final Reason reason = isKnown ? Reason.OK : Reason.PERMISSION_UNKNOWN;
    permissionAnswer
        .wrapAndApplyHeader(into, answerOffset, answerHeader)
        .correlationId(from.correlationId())
        .permission((short) (isKnown ? bit : 0))
        .minimumTrust((short) (isKnown ? state.permissions().minimumTrustCode(bit) : 0))
        .reason((short) reason.code());
    return reason;
  }

  /** Answers how the gate is. */
  Reason status(
      final DirectBuffer buffer,
      final int offset,
      final MutableDirectBuffer into,
      final int answerOffset,
      final Reason writable) {
    status
        .wrapAndApplyHeader(into, answerOffset, answerHeader)
        .correlationId(
            statusQuery.wrapAndApplyHeader(buffer, offset, requestHeader).correlationId())
        .position(state.header().position())
        .timeNs(gate.timeNs())
        .startedAtNs(startedAtNs)
        .agents(state.agents().size())
        .keys(state.keys().size())
        .reservations(state.reservations().size())
        .events(state.events().size())
        .writable((short) writable.code());
    return Reason.OK;
  }
}
