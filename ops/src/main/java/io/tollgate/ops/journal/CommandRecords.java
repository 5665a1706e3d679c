package io.tollgate.ops.journal;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.sbe.journal.AgentRegisteredDecoder;
import io.tollgate.sbe.journal.BudgetSetDecoder;
import io.tollgate.sbe.journal.CommandRefusedDecoder;
import io.tollgate.sbe.journal.EngineStartedDecoder;
import io.tollgate.sbe.journal.EventAppendedDecoder;
import io.tollgate.sbe.journal.KeyAddedDecoder;
import io.tollgate.sbe.journal.KeyRetiredDecoder;
import io.tollgate.sbe.journal.LinkRevokedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.sbe.journal.PermissionDefinedDecoder;
import io.tollgate.sbe.journal.PriceSetDecoder;
import io.tollgate.sbe.journal.QuotaSetDecoder;
import io.tollgate.sbe.journal.TierSetDecoder;
import io.tollgate.sbe.journal.TrustSetDecoder;
import org.agrona.DirectBuffer;

/** Reads the records of commands and of the engine itself. */
final class CommandRecords {

  private static final int ID_LENGTH = 32;
  private static final int SALT_LENGTH = 16;

  private final byte[] id = new byte[ID_LENGTH];
  private final byte[] salt = new byte[SALT_LENGTH];
  private final AgentRegisteredDecoder agentRegistered = new AgentRegisteredDecoder();
  private final TrustSetDecoder trustSet = new TrustSetDecoder();
  private final TierSetDecoder tierSet = new TierSetDecoder();
  private final PermissionDefinedDecoder permissionDefined = new PermissionDefinedDecoder();
  private final KeyAddedDecoder keyAdded = new KeyAddedDecoder();
  private final KeyRetiredDecoder keyRetired = new KeyRetiredDecoder();
  private final QuotaSetDecoder quotaSet = new QuotaSetDecoder();
  private final BudgetSetDecoder budgetSet = new BudgetSetDecoder();
  private final PriceSetDecoder priceSet = new PriceSetDecoder();
  private final LinkRevokedDecoder linkRevoked = new LinkRevokedDecoder();
  private final EventAppendedDecoder eventAppended = new EventAppendedDecoder();
  private final CommandRefusedDecoder commandRefused = new CommandRefusedDecoder();
  private final EngineStartedDecoder engineStarted = new EngineStartedDecoder();

  /** Fills in the record's fields; false where its type is not known. */
  boolean read(
      final MessageHeaderDecoder header,
      final DirectBuffer buffer,
      final int offset,
      final RecordFields fields) {
    switch (header.templateId()) {
      case AgentRegisteredDecoder.TEMPLATE_ID ->
          agentRegistered(agentRegistered.wrapAndApplyHeader(buffer, offset, header), fields);
      case TrustSetDecoder.TEMPLATE_ID ->
          trustSet(trustSet.wrapAndApplyHeader(buffer, offset, header), fields);
      case TierSetDecoder.TEMPLATE_ID ->
          tierSet(tierSet.wrapAndApplyHeader(buffer, offset, header), fields);
      case PermissionDefinedDecoder.TEMPLATE_ID ->
          permissionDefined(permissionDefined.wrapAndApplyHeader(buffer, offset, header), fields);
      case KeyAddedDecoder.TEMPLATE_ID ->
          keyAdded(keyAdded.wrapAndApplyHeader(buffer, offset, header), fields);
      case KeyRetiredDecoder.TEMPLATE_ID ->
          keyRetired(keyRetired.wrapAndApplyHeader(buffer, offset, header), fields);
      case QuotaSetDecoder.TEMPLATE_ID ->
          quotaSet(quotaSet.wrapAndApplyHeader(buffer, offset, header), fields);
      case BudgetSetDecoder.TEMPLATE_ID ->
          budgetSet(budgetSet.wrapAndApplyHeader(buffer, offset, header), fields);
      case PriceSetDecoder.TEMPLATE_ID ->
          priceSet(priceSet.wrapAndApplyHeader(buffer, offset, header), fields);
      case LinkRevokedDecoder.TEMPLATE_ID ->
          linkRevoked(linkRevoked.wrapAndApplyHeader(buffer, offset, header), fields);
      case EventAppendedDecoder.TEMPLATE_ID ->
          eventAppended(eventAppended.wrapAndApplyHeader(buffer, offset, header), fields);
      case CommandRefusedDecoder.TEMPLATE_ID ->
          commandRefused(commandRefused.wrapAndApplyHeader(buffer, offset, header), fields);
      case EngineStartedDecoder.TEMPLATE_ID ->
          engineStarted(engineStarted.wrapAndApplyHeader(buffer, offset, header), fields);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void agentRegistered(final AgentRegisteredDecoder record, final RecordFields fields) {
    fields.text("type", "AgentRegistered").agent("agent_index", record.agentIndex());
    record.getAgentId(id, 0, ID_LENGTH);
    fields.hex("agent_id", id);
    record.getPublicKey(id, 0, ID_LENGTH);
    fields
        .hex("public_key", id)
        .number("tenant_id", record.tenantId())
        .trust("trust", record.trust())
        .text("tier", RecordFields.lower(Tier.ofCode(record.tier()), record.tier()))
        .agent("actor_index", record.actorIndex())
        .text("actor", record.actor())
        .text("name", record.name());
  }

  private static void trustSet(final TrustSetDecoder record, final RecordFields fields) {
    fields
        .text("type", "TrustSet")
        .agent("agent_index", record.agentIndex())
        .trust("trust", record.trust())
        .number("epoch_after", record.epochAfter())
        .agent("actor_index", record.actorIndex())
        .text("actor", record.actor());
  }

  private static void tierSet(final TierSetDecoder record, final RecordFields fields) {
    fields
        .text("type", "TierSet")
        .agent("agent_index", record.agentIndex())
        .text("tier", RecordFields.lower(Tier.ofCode(record.tier()), record.tier()))
        .agent("actor_index", record.actorIndex())
        .text("actor", record.actor());
  }

  private static void permissionDefined(
      final PermissionDefinedDecoder record, final RecordFields fields) {
    fields
        .text("type", "PermissionDefined")
        .number("bit", record.permission())
        .trust("minimum_trust", record.minimumTrust())
        .agent("actor_index", record.actorIndex())
        .text("actor", record.actor())
        .text("name", record.name());
  }

  private void keyAdded(final KeyAddedDecoder record, final RecordFields fields) {
    record.getSalt(salt, 0, SALT_LENGTH);
    fields
        .text("type", "KeyAdded")
        .number("kid", record.keyId())
        .number("tenant_id", record.tenantId())
        .hex("salt", salt)
        .agent("actor_index", record.actorIndex())
        .text("actor", record.actor());
  }

  private static void keyRetired(final KeyRetiredDecoder record, final RecordFields fields) {
    fields
        .text("type", "KeyRetired")
        .number("kid", record.keyId())
        .agent("actor_index", record.actorIndex())
        .text("actor", record.actor());
  }

  private static void quotaSet(final QuotaSetDecoder record, final RecordFields fields) {
    fields
        .text("type", "QuotaSet")
        .agent("agent_index", record.agentIndex())
        .resource(record.resource())
        .limit("hour", record.hourLimit())
        .limit("day", record.dayLimit())
        .limit("month", record.monthLimit())
        .limit("concurrent", record.concurrentLimit())
        .agent("actor_index", record.actorIndex())
        .text("actor", record.actor());
  }

  private static void budgetSet(final BudgetSetDecoder record, final RecordFields fields) {
    fields
        .text("type", "BudgetSet")
        .agent("agent_index", record.agentIndex())
        .money("limit", record.limitNano())
        .number("currency", record.currency())
        .text("period", RecordFields.lower(BudgetPeriod.ofCode(record.period()), record.period()))
        .agent("actor_index", record.actorIndex())
        .text("actor", record.actor());
  }

  private static void priceSet(final PriceSetDecoder record, final RecordFields fields) {
    fields
        .text("type", "PriceSet")
        .number("price_id", record.priceId())
        .resource(record.resource())
        .money("per_million", record.nanoPerMillion())
        .money("output_per_million", record.outputNanoPerMillion())
        .number("currency", record.currency())
        .agent("actor_index", record.actorIndex())
        .text("actor", record.actor())
        .text("name", record.name());
  }

  private static void linkRevoked(final LinkRevokedDecoder record, final RecordFields fields) {
    fields
        .text("type", "LinkRevoked")
        .hex("link_id", record.linkId())
        .agent("agent_index", record.agentIndex())
        .number("epoch_after", record.epochAfter())
        .agent("actor_index", record.actorIndex())
        .text("actor", record.actor());
  }

  private void eventAppended(final EventAppendedDecoder record, final RecordFields fields) {
    record.getAgentId(id, 0, ID_LENGTH);
    fields
        .text("type", "EventAppended")
        .id("event_id", record.eventIdHigh(), record.eventIdLow())
        .hex("agent_id", id)
        .number("product", record.product())
        .number("event_type", record.eventType())
        .hex("payload_hash", record.payloadHash())
        .agent("actor_index", record.actorIndex())
        .text("actor", record.actor())
        .number("payload_bytes", record.payloadLength());
  }

  private void commandRefused(final CommandRefusedDecoder record, final RecordFields fields) {
    record.getSubjectId(id, 0, ID_LENGTH);
    fields
        .text("type", "CommandRefused")
        .agent("actor_index", record.actorIndex())
        .number("command", record.command())
        .reason(record.reason())
        .limit("failing_hop", record.failingHop())
        .hex("subject_id", id)
        .number("count_after", record.countAfter())
        .text("actor", record.actor());
  }

  private static void engineStarted(final EngineStartedDecoder record, final RecordFields fields) {
    fields
        .text("type", "EngineStarted")
        .text("started_at", RecordReader.time(record.startedAtNs()).toString())
        .number("recovery", record.recovery())
        .text("software", record.software());
  }
}
