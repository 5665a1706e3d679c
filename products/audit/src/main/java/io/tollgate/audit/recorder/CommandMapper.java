package io.tollgate.audit.recorder;

import io.tollgate.audit.event.AuditEvent;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditSource;
import io.tollgate.audit.proof.LittleEndian;
import io.tollgate.audit.proof.MetadataFormat;
import io.tollgate.audit.proof.RecordDraft;
import io.tollgate.audit.proof.RecordLayout;
import io.tollgate.audit.proof.SealedField;
import io.tollgate.sbe.journal.AgentRegisteredDecoder;
import io.tollgate.sbe.journal.BudgetSetDecoder;
import io.tollgate.sbe.journal.CommandRefusedDecoder;
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
import io.tollgate.support.event.EventVocabulary;
import io.tollgate.support.event.EventWords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Commands and products' events. Each begins its variable part with the actor, which is personal
 * and is sealed; so is what an event carries, but for messages, of which it is left out. These come
 * rarely, and allocate. One thread.
 */
final class CommandMapper {
  private static final int ACTOR = 1;
  private static final int PAYLOAD = 2;
  private static final byte[] NOBODY = new byte[RecordLayout.ID_LENGTH];
  private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;

  private final AgentTable agents;
  private final SubjectKeys subjects;
  private final List<EventVocabulary> vocabularies;
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

  CommandMapper(
      final AgentTable agents,
      final SubjectKeys subjects,
      final List<EventVocabulary> vocabularies) {
    this.agents = agents;
    this.subjects = subjects;
    this.vocabularies = vocabularies;
  }

  RetentionClass map(
      final RecordDraft draft,
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    final byte[] message = new byte[length];
    buffer.getBytes(offset, message);
    view.wrap(message);
    header.wrap(view, 0);
    final int template = header.templateId();
    if (template == EventAppendedDecoder.TEMPLATE_ID) {
      return event(draft, position, timeNs, message);
    }
    final EventNames names = namesOf(template);
    draft.begin(
        AuditSource.GATE,
        names.eventType(),
        names.action(template != CommandRefusedDecoder.TEMPLATE_ID),
        position,
        timeNs);
    about(draft, template);
    final byte[] actor = cutOut(message, 0);
    draft.sealed(sealed(position, actor, "", new byte[0]));
    final byte[] kept = without(message, actor.length, 0);
    draft.metadata(MetadataFormat.JOURNAL, kept, kept.length);
    return RetentionClass.LEDGER;
  }

  private RetentionClass event(
      final RecordDraft draft, final long position, final long timeNs, final byte[] message) {
    final EventAppendedDecoder event =
        new EventAppendedDecoder().wrapAndApplyHeader(view, 0, header);
    final Optional<AuditEvent> own = Orders.read(event);
    if (own.isPresent()) {
      return told(draft, position, timeNs, message, AuditSource.AUDIT, wordsOf(own.get()));
    }
    event.wrapAndApplyHeader(view, 0, header);
    final AuditSource known = AuditSource.ofCode(event.product());
    final AuditSource source = known == null ? AuditSource.GATE : known;
    final Optional<EventWords> words = wordsOf(event, cutOut(message, 1));
    if (words.isPresent()) {
      return told(draft, position, timeNs, message, source, words.get());
    }
    final String product = source.name().toLowerCase(Locale.ROOT);
    final EventNames names = new EventNames(product + ".event-" + event.eventType(), "tell");
    draft.begin(source, names.eventType(), names.action(true), position, timeNs);
    final byte[] agentId = new byte[RecordLayout.ID_LENGTH];
    event.getAgentId(agentId, 0, agentId.length);
    draft.agent(agentId, 0);
    final byte[] actor = cutOut(message, 0);
    final byte[] payload = cutOut(message, 1);
    final byte[] kept = without(message, actor.length, payload.length);
    draft.metadata(MetadataFormat.JOURNAL, kept, kept.length);
    draft.sealed(
        sealed(
            position,
            actor,
            "agent:" + HexFormat.of().formatHex(agentId),
            source == AuditSource.MESSAGING ? new byte[0] : payload));
    return classOf(source);
  }

  private Optional<EventWords> wordsOf(final EventAppendedDecoder event, final byte[] payload) {
    return vocabularies.stream()
        .filter(it -> it.product() == event.product())
        .flatMap(it -> it.wordsOf(event.eventType(), payload).stream())
        .findFirst();
  }

  private static EventWords wordsOf(final AuditEvent event) {
    return new EventWords(
        event.recordName(), event.action(), event.resource(), "{" + event.details() + "}");
  }

  /** An event that has words can be searched by them: nothing in it is personal but who gave it. */
  private RetentionClass told(
      final RecordDraft draft,
      final long position,
      final long timeNs,
      final byte[] message,
      final AuditSource source,
      final EventWords words) {
    final EventNames names = new EventNames(words.name(), words.action());
    draft.begin(source, names.eventType(), names.action(true), position, timeNs);
    final byte[] agentId = new byte[RecordLayout.ID_LENGTH];
    new EventAppendedDecoder()
        .wrapAndApplyHeader(view, 0, header)
        .getAgentId(agentId, 0, agentId.length);
    draft.agent(agentId, 0);
    resource(draft, words.resource());
    final byte[] json = words.details().getBytes(StandardCharsets.US_ASCII);
    draft.metadata(MetadataFormat.JSON, json, json.length);
    draft.sealed(sealed(position, cutOut(message, 0), "", new byte[0]));
    return classOf(source);
  }

  private static RetentionClass classOf(final AuditSource source) {
    return switch (source) {
      case MESSAGING -> RetentionClass.MESSAGING;
      case RUNTIME, MEMORY, STORAGE -> RetentionClass.RUNTIME;
      default -> RetentionClass.LEDGER;
    };
  }

  private List<SealedField> sealed(
      final long position, final byte[] actor, final String owner, final byte[] payload) {
    final List<SealedField> fields = new ArrayList<>();
    if (actor.length > 0) {
      final String name = new String(actor, StandardCharsets.UTF_8);
      fields.add(subjects.seal("actor:" + name, ACTOR, position, actor));
    }
    if (payload.length > 0) {
      fields.add(subjects.seal(owner, PAYLOAD, position, payload));
    }
    return fields;
  }

  private static EventNames namesOf(final int template) {
    return switch (template) {
      case AgentRegisteredDecoder.TEMPLATE_ID -> new EventNames("agent.registered", "register");
      case TrustSetDecoder.TEMPLATE_ID -> new EventNames("agent.trust-set", "set");
      case TierSetDecoder.TEMPLATE_ID -> new EventNames("agent.tier-set", "set");
      case PermissionDefinedDecoder.TEMPLATE_ID -> new EventNames("permission.defined", "define");
      case KeyAddedDecoder.TEMPLATE_ID -> new EventNames("key.added", "add");
      case KeyRetiredDecoder.TEMPLATE_ID -> new EventNames("key.retired", "retire");
      case QuotaSetDecoder.TEMPLATE_ID -> new EventNames("quota.set", "set");
      case BudgetSetDecoder.TEMPLATE_ID -> new EventNames("budget.set", "set");
      case PriceSetDecoder.TEMPLATE_ID -> new EventNames("price.set", "set");
      case LinkRevokedDecoder.TEMPLATE_ID -> new EventNames("link.revoked", "revoke");
      case CommandRefusedDecoder.TEMPLATE_ID -> new EventNames("command.refused", "command");
      default -> new EventNames("journal.template-" + template, "record");
    };
  }

  private void about(final RecordDraft draft, final int template) {
    switch (template) {
      case AgentRegisteredDecoder.TEMPLATE_ID -> {
        final AgentRegisteredDecoder record =
            new AgentRegisteredDecoder().wrapAndApplyHeader(view, 0, header);
        final byte[] id = new byte[RecordLayout.ID_LENGTH];
        record.getAgentId(id, 0, id.length);
        agents.add((int) record.agentIndex(), id);
        draft.agent(id, 0);
      }
      case CommandRefusedDecoder.TEMPLATE_ID -> {
        final CommandRefusedDecoder record =
            new CommandRefusedDecoder().wrapAndApplyHeader(view, 0, header);
        refused(draft, record);
      }
      case TrustSetDecoder.TEMPLATE_ID ->
          agent(draft, new TrustSetDecoder().wrapAndApplyHeader(view, 0, header).agentIndex());
      case TierSetDecoder.TEMPLATE_ID ->
          agent(draft, new TierSetDecoder().wrapAndApplyHeader(view, 0, header).agentIndex());
      case QuotaSetDecoder.TEMPLATE_ID ->
          agent(draft, new QuotaSetDecoder().wrapAndApplyHeader(view, 0, header).agentIndex());
      case BudgetSetDecoder.TEMPLATE_ID ->
          agent(draft, new BudgetSetDecoder().wrapAndApplyHeader(view, 0, header).agentIndex());
      case LinkRevokedDecoder.TEMPLATE_ID -> {
        final LinkRevokedDecoder record =
            new LinkRevokedDecoder().wrapAndApplyHeader(view, 0, header);
        agent(draft, record.agentIndex());
        resource(draft, "link/" + HexFormat.of().toHexDigits(record.linkId()));
      }
      case KeyAddedDecoder.TEMPLATE_ID ->
          resource(
              draft, "key/" + new KeyAddedDecoder().wrapAndApplyHeader(view, 0, header).keyId());
      case KeyRetiredDecoder.TEMPLATE_ID ->
          resource(
              draft, "key/" + new KeyRetiredDecoder().wrapAndApplyHeader(view, 0, header).keyId());
      default -> {
        // Prices, permissions and what a later schema brings: their metadata says it.
      }
    }
  }

  /** Refused is what was asked of an agent; where it was of none, who commanded stands for it. */
  private void refused(final RecordDraft draft, final CommandRefusedDecoder record) {
    final byte[] subject = new byte[RecordLayout.ID_LENGTH];
    record.getSubjectId(subject, 0, subject.length);
    if (Arrays.equals(subject, NOBODY)) {
      agent(draft, record.actorIndex());
    } else {
      draft.agent(subject, 0);
    }
    resource(draft, "command/" + record.command());
  }

  private void agent(final RecordDraft draft, final long agentIndex) {
    final int at = agents.offsetOf(agentIndex);
    if (at >= 0) {
      draft.agent(agents.ids(), at);
    }
  }

  private static void resource(final RecordDraft draft, final String resource) {
    final byte[] bytes = resource.getBytes(StandardCharsets.US_ASCII);
    draft.resource(bytes, bytes.length);
  }

  /** The bytes of the message's variable field of a number; none where the message ends before. */
  private byte[] cutOut(final byte[] message, final int number) {
    int at = HEADER_LENGTH + header.blockLength();
    for (int i = 0; at + Short.BYTES <= message.length; i++) {
      final int from = at + Short.BYTES;
      final int end = Math.min(message.length, from + LittleEndian.uint16(message, at));
      if (i == number) {
        return Arrays.copyOfRange(message, from, end);
      }
      at = end;
    }
    return new byte[0];
  }

  /** The message with its first variable fields emptied. */
  private byte[] without(final byte[] message, final int firstLength, final int secondLength) {
    final int firstAt = HEADER_LENGTH + header.blockLength();
    if (firstAt + Short.BYTES > message.length) {
      return message;
    }
    final byte[] kept = Arrays.copyOf(message, message.length - firstLength - secondLength);
    final int rest = firstAt + Short.BYTES;
    LittleEndian.putInt16(kept, firstAt, 0);
    if (secondLength == 0) {
      System.arraycopy(message, rest + firstLength, kept, rest, kept.length - rest);
    } else {
      // The payload is the last field there is: only its empty length stays.
      LittleEndian.putInt16(kept, rest, 0);
    }
    return kept;
  }
}
