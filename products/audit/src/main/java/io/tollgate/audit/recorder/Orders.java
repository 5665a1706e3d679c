package io.tollgate.audit.recorder;

import io.tollgate.audit.event.AuditEvent;
import io.tollgate.audit.event.HoldPlaced;
import io.tollgate.audit.event.HoldReleased;
import io.tollgate.audit.event.KeyChange;
import io.tollgate.audit.event.SubjectForgotten;
import io.tollgate.audit.log.AuditLog;
import io.tollgate.audit.log.LegalHolds;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.log.SigningKeyChange;
import io.tollgate.sbe.journal.EventAppendedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the journal orders of the logs: holds, releases, forgetting, a change of keys.
 * An order is carried out before its own record is durable, so that no crash can lose it, and each
 * one twice is the same as once. What is no order, or makes no sense, is only recorded. One thread.
 */
final class Orders {
  private static final Logger LOGGER = LoggerFactory.getLogger(Orders.class);

  private final Map<RetentionClass, AuditLog> logs;
  private final SubjectKeys subjects;
  private final SigningKeyChange keys;
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final EventAppendedDecoder event = new EventAppendedDecoder();

  Orders(
      final Map<RetentionClass, AuditLog> logs,
      final SubjectKeys subjects,
      final SigningKeyChange keys) {
    this.logs = logs;
    this.subjects = subjects;
    this.keys = keys;
  }

  /** Audit's own event in a journal record; empty where it is none. Allocates only for events. */
  static Optional<AuditEvent> read(final EventAppendedDecoder event) {
    if (event.product() != AuditEvent.PRODUCT) {
      return Optional.empty();
    }
    event.skipActor();
    final byte[] payload = new byte[event.payloadLength()];
    event.getPayload(payload, 0, payload.length);
    return AuditEvent.read(event.eventType(), payload);
  }

  /** Carries a journal record out where it is an order; whether it was one. */
  boolean carryOut(final DirectBuffer buffer, final int offset, final Instant now) {
    header.wrap(buffer, offset);
    if (header.templateId() != EventAppendedDecoder.TEMPLATE_ID) {
      return false;
    }
    return read(event.wrapAndApplyHeader(buffer, offset, header))
        .map(order -> carryOut(order, now))
        .orElse(false);
  }

  private boolean carryOut(final AuditEvent order, final Instant now) {
    if (order instanceof HoldPlaced hold) {
      place(hold, now);
    } else if (order instanceof HoldReleased release) {
      new LegalHolds(logs.get(release.log())).lift(release.name(), now);
    } else if (order instanceof SubjectForgotten forgotten) {
      subjects.destroy(forgotten.keyId());
    } else if (order instanceof KeyChange change) {
      keys.replace(HexFormat.of().parseHex(change.replaced()), AuditLogs.nanos(now));
    } else {
      return false;
    }
    LOGGER.info("carried out {} of {}", order.recordName(), order.resource());
    return true;
  }

  private void place(final HoldPlaced hold, final Instant now) {
    final LegalHolds holds = new LegalHolds(logs.get(hold.log()));
    if (holds.hasRoomFor(hold.name())) {
      holds.place(hold.name(), hold.fromNs(), hold.toNs(), now);
    }
  }
}
