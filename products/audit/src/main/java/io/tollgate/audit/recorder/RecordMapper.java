package io.tollgate.audit.recorder;

import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditSource;
import io.tollgate.audit.proof.MetadataFormat;
import io.tollgate.audit.proof.RecordDraft;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.sbe.journal.CheckedDecoder;
import io.tollgate.sbe.journal.ConsumedDecoder;
import io.tollgate.sbe.journal.DeniedDecoder;
import io.tollgate.sbe.journal.EngineStartedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.sbe.journal.ReservedDecoder;
import io.tollgate.sbe.journal.SettledDecoder;
import io.tollgate.sbe.journal.UnattributedDecoder;
import io.tollgate.support.event.EventVocabulary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.agrona.DirectBuffer;

/**
 * Says of a journal record what audit record it becomes, and of which log. The journal record
 * itself is the metadata, without what is personal in it. Decisions allocate nothing. One thread.
 */
final class RecordMapper {
  private static final EventNames CHECKED = new EventNames("gate.checked", "check");
  private static final EventNames CONSUMED = new EventNames("gate.consumed", "consume");
  private static final EventNames RESERVED = new EventNames("gate.reserved", "reserve");
  private static final EventNames SETTLED = new EventNames("gate.settled", "settle");
  private static final EventNames DENIED = new EventNames("gate.denied", "use");
  private static final EventNames UNATTRIBUTED = new EventNames("gate.unattributed", "refuse");
  private static final EventNames STARTED = new EventNames("gate.started", "start");
  private static final int CODES = 256;

  private final byte[][] permissions = new byte[CODES][];
  private final byte[][] resources = new byte[CODES][];
  private final byte[] message = new byte[32 * 1024];
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final CheckedDecoder checked = new CheckedDecoder();
  private final ConsumedDecoder consumed = new ConsumedDecoder();
  private final ReservedDecoder reserved = new ReservedDecoder();
  private final SettledDecoder settled = new SettledDecoder();
  private final DeniedDecoder denied = new DeniedDecoder();
  private final AgentTable agents;
  private final CommandMapper commands;

  RecordMapper(
      final AgentTable agents,
      final SubjectKeys subjects,
      final List<EventVocabulary> vocabularies) {
    this.agents = agents;
    commands = new CommandMapper(agents, subjects, vocabularies);
    for (int code = 0; code < CODES; code++) {
      permissions[code] = ascii("permission/" + code);
      resources[code] = ascii("resource/" + code);
    }
    for (final ResourceType type : ResourceType.values()) {
      resources[type.code()] = ascii(type.name().toLowerCase(Locale.ROOT).replaceFirst("_", "."));
    }
  }

  /** Fills the draft; returns the log it belongs to. */
  RetentionClass map(
      final RecordDraft draft,
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    header.wrap(buffer, offset);
    switch (header.templateId()) {
      case CheckedDecoder.TEMPLATE_ID -> {
        checked.wrapAndApplyHeader(buffer, offset, header);
        begin(draft, CHECKED, checked.reason() == 0, position, timeNs);
        about(draft, checked.agentIndex(), permissions[checked.permission()]);
      }
      case ConsumedDecoder.TEMPLATE_ID -> {
        consumed.wrapAndApplyHeader(buffer, offset, header);
        begin(draft, CONSUMED, true, position, timeNs);
        about(draft, consumed.agentIndex(), resources[consumed.resource()]);
      }
      case ReservedDecoder.TEMPLATE_ID -> {
        reserved.wrapAndApplyHeader(buffer, offset, header);
        begin(draft, RESERVED, true, position, timeNs);
        about(draft, reserved.agentIndex(), resources[reserved.resource()]);
      }
      case SettledDecoder.TEMPLATE_ID -> {
        settled.wrapAndApplyHeader(buffer, offset, header);
        begin(draft, SETTLED, true, position, timeNs);
        about(draft, settled.agentIndex(), resources[settled.resource()]);
      }
      case DeniedDecoder.TEMPLATE_ID -> {
        denied.wrapAndApplyHeader(buffer, offset, header);
        begin(draft, DENIED, false, position, timeNs);
        about(draft, denied.agentIndex(), resources[denied.resource()]);
      }
      case UnattributedDecoder.TEMPLATE_ID -> begin(draft, UNATTRIBUTED, true, position, timeNs);
      case EngineStartedDecoder.TEMPLATE_ID -> begin(draft, STARTED, true, position, timeNs);
      default -> {
        return commands.map(draft, position, timeNs, buffer, offset, length);
      }
    }
    buffer.getBytes(offset, message, 0, length);
    draft.metadata(MetadataFormat.JOURNAL, message, length);
    return classOf(header.templateId());
  }

  private static RetentionClass classOf(final int template) {
    return switch (template) {
      case CheckedDecoder.TEMPLATE_ID,
          UnattributedDecoder.TEMPLATE_ID,
          EngineStartedDecoder.TEMPLATE_ID ->
          RetentionClass.GATE;
      default -> RetentionClass.LEDGER;
    };
  }

  private static void begin(
      final RecordDraft draft,
      final EventNames names,
      final boolean isAllowed,
      final long position,
      final long timeNs) {
    draft.begin(AuditSource.GATE, names.eventType(), names.action(isAllowed), position, timeNs);
  }

  private void about(final RecordDraft draft, final long agentIndex, final byte[] resource) {
    final int at = agents.offsetOf(agentIndex);
    if (at >= 0) {
      draft.agent(agents.ids(), at);
    }
    draft.resource(resource, resource.length);
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
