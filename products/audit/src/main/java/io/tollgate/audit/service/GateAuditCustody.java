package io.tollgate.audit.service;

import io.tollgate.audit.AuditCustody;
import io.tollgate.audit.event.AuditEvent;
import io.tollgate.audit.event.AuditRefusal;
import io.tollgate.audit.event.CallRefused;
import io.tollgate.audit.event.CallsRefused;
import io.tollgate.audit.event.Exported;
import io.tollgate.audit.event.HoldPlaced;
import io.tollgate.audit.event.HoldReleased;
import io.tollgate.audit.event.KeyChange;
import io.tollgate.audit.event.RequestRefused;
import io.tollgate.audit.event.SubjectForgotten;
import io.tollgate.audit.log.AuditLogException;
import io.tollgate.audit.log.LegalHolds;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.log.SignedPosition;
import io.tollgate.audit.recorder.SubjectKeys;
import io.tollgate.client.EventId;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.RefusedException;
import io.tollgate.support.error.StaleReadException;
import io.tollgate.support.error.UnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Gives orders about the logs by the journal: whoever owns the logs reads them there and carries
 * them out, in whatever process it is.
 */
final class GateAuditCustody implements AuditCustody {
  private static final byte[] NOBODY = new byte[AgentId.LENGTH];
  private static final long POLL_MS = 10;

  private final GateCommands gate;
  private final OpenedLogs logs;
  private final SubjectKeys subjects;
  private final Duration carriedOutWithin;
  private final BundleFiles bundles;

  GateAuditCustody(
      final GateCommands gate,
      final OpenedLogs logs,
      final SubjectKeys subjects,
      final Duration carriedOutWithin) {
    this.gate = gate;
    this.logs = logs;
    this.subjects = subjects;
    this.carriedOutWithin = carriedOutWithin;
    bundles = new BundleFiles(logs);
  }

  @Override
  public Bundle export(final Range range, final Path directory, final Actor actor) {
    final BundleFiles.Result written = bundles.write(range, directory);
    if (written.refusal().isPresent()) {
      throw refuse(
          written.refusal().get(), "export log/" + range.log().logName(), actor, written.message());
    }
    final Exported event =
        new Exported(range.log(), written.first(), written.records(), written.size());
    try {
      return new Bundle(
          written.file(), written.first(), written.records(), written.key(), append(event, actor));
    } catch (final RuntimeException e) {
      // What could not be written down is not given out.
      BundleFiles.delete(written.file());
      throw e;
    }
  }

  @Override
  public List<Hold> holds() {
    final List<Hold> holds = new ArrayList<>();
    for (final RetentionClass log : RetentionClass.values()) {
      for (final LegalHolds.Hold hold : holdsOf(log)) {
        holds.add(
            new Hold(
                log,
                hold.name(),
                Instant.ofEpochSecond(0, hold.fromNs()),
                Instant.ofEpochSecond(0, hold.toNs())));
      }
    }
    return holds;
  }

  private List<LegalHolds.Hold> holdsOf(final RetentionClass log) {
    try {
      return LegalHolds.in(logs.directory(log));
    } catch (final AuditLogException e) {
      throw OpenedLogs.unavailable(log, e);
    }
  }

  private Optional<LegalHolds.Hold> holdOf(final RetentionClass log, final String name) {
    return holdsOf(log).stream().filter(hold -> hold.name().equals(name)).findFirst();
  }

  @Override
  public Positioned<Hold> place(final Hold hold, final Actor actor) {
    final HoldPlaced order = orderOf(hold);
    final String subject = "place " + order.resource();
    final List<LegalHolds.Hold> there = holdsOf(hold.log());
    if (there.stream().anyMatch(it -> it.name().equals(hold.name()))) {
      throw refuse(
          AuditRefusal.HOLD_EXISTS, subject, actor, "there is a hold of that name on this log");
    }
    if (there.size() >= LegalHolds.MAX_HOLDS) {
      throw refuse(
          AuditRefusal.HOLDS_FULL,
          subject,
          actor,
          "this log has " + LegalHolds.MAX_HOLDS + " holds; release one first");
    }
    final long position = order(order, actor);
    final LegalHolds.Hold placed = new LegalHolds.Hold(hold.name(), order.fromNs(), order.toNs());
    if (!holdOf(hold.log(), hold.name()).equals(Optional.of(placed))) {
      throw refuse(
          AuditRefusal.HOLD_EXISTS, subject, actor, "somebody placed or released it meanwhile");
    }
    return new Positioned<>(hold, position);
  }

  private static HoldPlaced orderOf(final Hold hold) {
    try {
      return new HoldPlaced(
          hold.log(), OpenedLogs.nanos(hold.from()), OpenedLogs.nanos(hold.to()), hold.name());
    } catch (final IllegalArgumentException e) {
      throw new InvalidRequestException("to", "is before from: " + e.getMessage());
    }
  }

  @Override
  public Positioned<Hold> release(final RetentionClass log, final String name, final Actor actor) {
    final HoldReleased order = new HoldReleased(log, name);
    final LegalHolds.Hold hold =
        holdOf(log, name)
            .orElseThrow(
                () ->
                    refuse(
                        AuditRefusal.HOLD_UNKNOWN,
                        "release " + order.resource(),
                        actor,
                        "there is no hold of that name on this log"));
    final long position = order(order, actor);
    return new Positioned<>(
        new Hold(
            log,
            name,
            Instant.ofEpochSecond(0, hold.fromNs()),
            Instant.ofEpochSecond(0, hold.toNs())),
        position);
  }

  @Override
  public Positioned<String> forget(final String subject, final Actor actor) {
    final SubjectForgotten order = new SubjectForgotten(subjects.keyIdOf(subject));
    if (!subjects.has(order.keyId())) {
      throw refuse(
          AuditRefusal.SUBJECT_UNKNOWN,
          "forget " + order.resource(),
          actor,
          "no record speaks of that person, or the person was forgotten already; a subject is"
              + " actor: and a name, or agent: and an id");
    }
    return new Positioned<>(order.keyId(), order(order, actor));
  }

  @Override
  public Positioned<String> changeKey(final Actor actor) {
    final byte[] replaced = logs.open(RetentionClass.LEDGER).key().publicKey();
    final KeyChange order = new KeyChange(HexFormat.of().formatHex(replaced));
    final long position = order(order, actor);
    return new Positioned<>(logs.open(RetentionClass.LEDGER).key().toString(), position);
  }

  @Override
  public long refused(final AuditRefusal refusal, final String subject, final Actor actor) {
    return append(new RequestRefused(refusal, subject), actor);
  }

  @Override
  public long refused(final CallRefused call, final Optional<AgentId> agent, final Actor actor) {
    return append(call, agent.map(AgentId::toBytes).orElse(NOBODY), actor);
  }

  @Override
  public long refused(final CallsRefused calls, final Actor actor) {
    return append(calls, actor);
  }

  private RefusedException refuse(
      final AuditRefusal refusal, final String subject, final Actor actor, final String message) {
    return new RefusedException(
        refusal.name(), refusal.isConflict(), refused(refusal, subject, actor), message);
  }

  private long append(final AuditEvent event, final Actor actor) {
    return append(event, NOBODY, actor);
  }

  private long append(final AuditEvent event, final byte[] agentId, final Actor actor) {
    return gate.append(
        EventId.random(), agentId, AuditEvent.PRODUCT, event.type(), event.payload(), actor);
  }

  /** Gives an order and waits until it is carried out and signed. */
  private long order(final AuditEvent order, final Actor actor) {
    final long position = append(order, actor);
    final long deadlineNs = System.nanoTime() + carriedOutWithin.toNanos();
    long reached = signed();
    while (reached < position) {
      if (System.nanoTime() - deadlineNs >= 0) {
        throw new StaleReadException(position, reached);
      }
      pause();
      reached = signed();
    }
    return position;
  }

  private long signed() {
    try {
      return SignedPosition.in(logs.directory());
    } catch (final AuditLogException e) {
      throw new UnavailableException(
          Reason.UNAVAILABLE, "the audit logs cannot be read; what was ordered stands", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(
          Reason.UNAVAILABLE, "interrupted while an order was carried out; it stands", e);
    }
  }
}
