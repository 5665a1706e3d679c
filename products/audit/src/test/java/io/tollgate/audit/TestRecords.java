package io.tollgate.audit;

import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.sbe.journal.AgentRegisteredEncoder;
import io.tollgate.sbe.journal.CheckedEncoder;
import io.tollgate.sbe.journal.CommandRefusedEncoder;
import io.tollgate.sbe.journal.ConsumedEncoder;
import io.tollgate.sbe.journal.DeniedEncoder;
import io.tollgate.sbe.journal.EngineStartedEncoder;
import io.tollgate.sbe.journal.PermissionDefinedEncoder;
import io.tollgate.sbe.journal.PriceSetEncoder;
import io.tollgate.sbe.journal.ReservedEncoder;
import io.tollgate.sbe.journal.SettledEncoder;
import io.tollgate.sbe.journal.UnattributedEncoder;
import io.tollgate.support.AgentId;
import io.tollgate.support.testing.TestJournal.Encoding;
import java.util.Arrays;

/** The records of decisions, as the engine writes them. */
final class TestRecords {
  static final int USD = 840;

  private TestRecords() {}

  static AgentId agentId(final int agentIndex) {
    final byte[] bytes = new byte[AgentId.LENGTH];
    Arrays.fill(bytes, (byte) (agentIndex + 1));
    return AgentId.of(bytes);
  }

  static Encoding registered(final int agentIndex) {
    return (buffer, offset, header) -> {
      final AgentRegisteredEncoder record = new AgentRegisteredEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .putAgentId(agentId(agentIndex).toBytes(), 0, AgentId.LENGTH)
          .putPublicKey(new byte[32], 0, 32)
          .agentIndex(agentIndex)
          .tenantId(1)
          .actorIndex(0)
          .trust((short) 1)
          .tier((short) 1)
          .actor("alice")
          .name("agent " + agentIndex);
      return record.encodedLength();
    };
  }

  static Encoding permission(final int bit, final String name) {
    return (buffer, offset, header) -> {
      final PermissionDefinedEncoder record = new PermissionDefinedEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .actorIndex(0)
          .permission((short) bit)
          .minimumTrust((short) 0)
          .actor("alice")
          .name(name);
      return record.encodedLength();
    };
  }

  static Encoding price(final int priceId, final int currency) {
    return (buffer, offset, header) -> {
      final PriceSetEncoder record = new PriceSetEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .nanoPerMillion(1)
          .outputNanoPerMillion(2)
          .priceId(priceId)
          .actorIndex(0)
          .currency(currency)
          .resource((short) 1)
          .actor("alice")
          .name("price");
      return record.encodedLength();
    };
  }

  static Encoding checked(final int agentIndex, final Reason reason, final int hop) {
    return (buffer, offset, header) ->
        new CheckedEncoder()
            .wrapAndApplyHeader(buffer, offset, header)
            .scopeHash(77)
            .linkId(9)
            .countAfter(1)
            .agentIndex(agentIndex)
            .permission((short) 16)
            .reason((short) reason.code())
            .failingHop((byte) hop)
            .encodedLength();
  }

  static Encoding consumed(final int agentIndex, final int priceId) {
    return (buffer, offset, header) -> {
      final ConsumedEncoder record = new ConsumedEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .eventIdHigh(0x1234)
          .eventIdLow(0x5678)
          .linkId(9)
          .scopeHash(0)
          .amount(1_000)
          .outputAmount(200)
          .costNano(12_345)
          .agentIndex(agentIndex)
          .priceId(priceId)
          .permission((short) 16)
          .resource((short) 1)
          .levelsCount(0);
      return record.encodedLength();
    };
  }

  static Encoding reserved(final int agentIndex) {
    return (buffer, offset, header) -> {
      final ReservedEncoder record = new ReservedEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .reservationIdHigh(1)
          .reservationIdLow(2)
          .linkId(9)
          .scopeHash(0)
          .amount(50)
          .outputAmount(60)
          .costNano(70)
          .agentIndex(agentIndex)
          .priceId(0)
          .permission((short) 99)
          .resource((short) 3)
          .levelsCount(1)
          .next()
          .spentAfterNano(1)
          .reservedAfterNano(2)
          .levelAgentIndex(agentIndex);
      return record.encodedLength();
    };
  }

  static Encoding settled(final int agentIndex, final Operation operation) {
    return (buffer, offset, header) -> {
      final SettledEncoder record = new SettledEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .reservationIdHigh(1)
          .reservationIdLow(2)
          .amount(40)
          .outputAmount(5)
          .costNano(6)
          .agentIndex(agentIndex)
          .priceId(0)
          .operation((short) operation.code())
          .resource((short) 3)
          .levelsCount(0);
      return record.encodedLength();
    };
  }

  static Encoding denied(final int agentIndex, final Reason reason, final long fitting) {
    return (buffer, offset, header) ->
        new DeniedEncoder()
            .wrapAndApplyHeader(buffer, offset, header)
            .eventIdHigh(3)
            .eventIdLow(4)
            .linkId(9)
            .scopeHash(0)
            .amount(-5)
            .outputAmount(10)
            .fitting(fitting)
            .countAfter(1)
            .agentIndex(agentIndex)
            .priceId(0)
            .operation((short) Operation.RESERVE.code())
            .permission((short) 16)
            .resource((short) 200)
            .reason((short) reason.code())
            .failingHop((byte) 1)
            .remembered((short) 1)
            .encodedLength();
  }

  static Encoding commandRefused(final int actorIndex, final AgentId subject, final Reason reason) {
    return (buffer, offset, header) -> {
      final CommandRefusedEncoder record = new CommandRefusedEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .putSubjectId(subject.toBytes(), 0, AgentId.LENGTH)
          .countAfter(1)
          .actorIndex(actorIndex)
          .command(26)
          .reason((short) reason.code())
          .failingHop((byte) -1)
          .actor("mallory");
      return record.encodedLength();
    };
  }

  static Encoding unattributed() {
    return (buffer, offset, header) -> {
      final UnattributedEncoder record = new UnattributedEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .countsCount(2)
          .next()
          .refusals(1_000)
          .reason((short) Reason.TAG_INVALID.code())
          .next()
          .refusals(3)
          .reason((short) Reason.MALFORMED.code());
      return record.encodedLength();
    };
  }

  static Encoding engineStarted() {
    return (buffer, offset, header) -> {
      final EngineStartedEncoder record = new EngineStartedEncoder();
      record
          .wrapAndApplyHeader(buffer, offset, header)
          .startedAtNs(1)
          .recovery((short) 0)
          .software("test");
      return record.encodedLength();
    };
  }
}
