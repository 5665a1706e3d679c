package io.tollgate.engine.domain.command;

import io.tollgate.crypto.Sha256;
import io.tollgate.engine.domain.catalogue.AgentTable;
import io.tollgate.engine.domain.catalogue.GatePermission;
import io.tollgate.engine.domain.catalogue.PermissionTable;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.KeyRing;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.event.DecidedEvent;
import io.tollgate.engine.domain.event.EventTable;
import io.tollgate.engine.domain.event.ReservationTable;
import io.tollgate.engine.domain.fact.EventAppended;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.fact.KeyRetired;
import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.fact.ShortText;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands about the gate as a whole: permissions, keys, products' events. Engine thread only. */
public final class GateCommands {
  private static final int PRODUCTS = 8;
  private static final int MIN_NAME_LENGTH = 3;

  private final GateState state;
  private final FactApplier applier;
  private final Recorder recorder;
  private final CommandGuard guard;
  private final Sha256 sha256;
  private final byte[] digest = new byte[Sha256.DIGEST_LENGTH];
  private final UnsafeBuffer digestBuffer = new UnsafeBuffer(digest);
  private final DecidedEvent asked = new DecidedEvent();
  private final DecidedEvent decided = new DecidedEvent();

  /**
   * The commands.
   *
   * @param state that is asked.
   * @param applier that changes it.
   * @param recorder that takes down what happened.
   * @param guard that knows who may.
   * @param sha256 of this thread.
   */
  public GateCommands(
      final GateState state,
      final FactApplier applier,
      final Recorder recorder,
      final CommandGuard guard,
      final Sha256 sha256) {
    this.state = state;
    this.applier = applier;
    this.recorder = recorder;
    this.guard = guard;
    this.sha256 = sha256;
  }

  /** Defines a permission, or changes its minimum trust. Only the system tenant may. */
  public void definePermission(
      final CommandEnvelope envelope, final PermissionDefined fact, final Verdict verdict) {
    verdict.reset();
    Reason reason = guard.authorise(envelope, GatePermission.PERMISSIONS);
    if (reason == Reason.OK) {
      reason = guard.mayTouch(CommandGuard.SYSTEM_TENANT);
    }
    if (reason == Reason.OK) {
      reason = checkPermission(fact);
    }
    if (reason != Reason.OK) {
      guard.refuse(envelope, reason, verdict);
      return;
    }
    if (state.permissions().isDefined(fact.permission)
        && state.permissions().minimumTrustCode(fact.permission) == fact.minimumTrustCode) {
      guard.alreadyInEffect(applier.position(), verdict);
      return;
    }
    fact.actorSlot = guard.actorSlot();
    CommandGuard.copy(envelope.actor, fact.actor);
    applier.apply(fact);
    recorder.permissionDefined(fact);
    guard.grant(verdict);
  }

  private Reason checkPermission(final PermissionDefined fact) {
    final PermissionTable permissions = state.permissions();
    if (fact.permission < GatePermission.FIRST_FREE_BIT
        || fact.permission >= PermissionTable.CAPACITY
        || fact.minimumTrustCode < Trust.UNTRUSTED.code()
        || fact.minimumTrustCode > Trust.TRUSTED.code()
        || !isPermissionName(fact.name)) {
      return Reason.VALUE_INVALID;
    }
    final int named = permissions.find(fact.name.bytes(), 0, fact.name.length());
    final boolean isFree = named == PermissionTable.NONE && !permissions.isDefined(fact.permission);
    return isFree || named == fact.permission ? Reason.OK : Reason.ALREADY_EXISTS;
  }

  private static boolean isPermissionName(final ShortText name) {
    int colons = 0;
    for (int i = 0; i < name.length(); i++) {
      final int c = name.bytes().getByte(i);
      if (c == ':') {
        colons++;
      } else if (!(c >= 'a' && c <= 'z')
          && !(c >= '0' && c <= '9')
          && c != '.'
          && c != '_'
          && c != '-') {
        return false;
      }
    }
    return colons == 1
        && name.length() >= MIN_NAME_LENGTH
        && name.bytes().getByte(0) != ':'
        && name.bytes().getByte(name.length() - 1) != ':';
  }

  /** Adds a tenant's key. */
  public void addKey(final CommandEnvelope envelope, final KeyAdded fact, final Verdict verdict) {
    verdict.reset();
    Reason reason = guard.authorise(envelope, GatePermission.KEYS);
    if (reason == Reason.OK) {
      reason = guard.mayTouch(fact.tenantId);
    }
    if (reason == Reason.OK && fact.keyId == 0) {
      reason = Reason.VALUE_INVALID;
    }
    final int slot = reason == Reason.OK ? state.keys().find(fact.keyId) : KeyRing.NONE;
    if (slot != KeyRing.NONE && state.keys().isSame(slot, fact) && !state.keys().isRetired(slot)) {
      guard.alreadyInEffect(state.keys().position(slot), verdict);
      return;
    }
    if (slot != KeyRing.NONE) {
      reason = state.keys().isSame(slot, fact) ? Reason.FINAL_STATE : Reason.ALREADY_EXISTS;
    } else if (reason == Reason.OK && !state.keys().hasRoom()) {
      reason = Reason.TABLE_FULL;
    }
    if (reason != Reason.OK) {
      guard.refuse(envelope, reason, verdict);
      return;
    }
    fact.actorSlot = guard.actorSlot();
    CommandGuard.copy(envelope.actor, fact.actor);
    applier.apply(fact);
    recorder.keyAdded(fact);
    guard.grant(verdict);
  }

  /** Retires a key, with every link that it sealed. */
  public void retireKey(
      final CommandEnvelope envelope, final KeyRetired fact, final Verdict verdict) {
    verdict.reset();
    Reason reason = guard.authorise(envelope, GatePermission.KEYS);
    final int slot = reason == Reason.OK ? state.keys().find(fact.keyId) : KeyRing.NONE;
    if (reason == Reason.OK) {
      reason =
          slot == KeyRing.NONE ? Reason.NOT_FOUND : guard.mayTouch(state.keys().tenantId(slot));
    }
    if (reason != Reason.OK) {
      guard.refuse(envelope, reason, verdict);
      return;
    }
    if (state.keys().isRetired(slot)) {
      guard.alreadyInEffect(state.keys().position(slot), verdict);
      return;
    }
    fact.actorSlot = guard.actorSlot();
    CommandGuard.copy(envelope.actor, fact.actor);
    applier.apply(fact);
    recorder.keyRetired(fact);
    guard.grant(verdict);
  }

  /** Appends a product's event; an id counts once. */
  public void appendEvent(
      final CommandEnvelope envelope, final EventAppended fact, final Verdict verdict) {
    verdict.reset();
    Reason reason = guard.authorise(envelope, GatePermission.EVENTS);
    if (reason == Reason.OK) {
      reason = mayTell(fact);
    }
    if (reason == Reason.OK) {
      reason = checkEvent(fact);
    }
    if (reason == Reason.OK) {
      sha256.digest(fact.payload, 0, fact.payload.capacity(), digest, 0);
      fact.payloadHash = digestBuffer.getLong(0, ByteOrder.LITTLE_ENDIAN);
      fact.actorSlot = guard.actorSlot();
      CommandGuard.copy(envelope.actor, fact.actor);
      final int kept = state.events().find(fact.eventIdHigh, fact.eventIdLow);
      if (kept != EventTable.NONE) {
        state.events().read(kept, decided);
        if (decided.isSameRequest(asked.set(fact))) {
          guard.alreadyInEffect(state.events().position(kept), verdict);
          return;
        }
        reason = Reason.EVENT_CONFLICT;
      } else {
        reason = checkFree(fact);
      }
    }
    if (reason != Reason.OK) {
      guard.refuse(envelope, reason, verdict);
      return;
    }
    applier.apply(fact);
    recorder.eventAppended(fact);
    guard.grant(verdict);
  }

  /** The system tenant tells of anyone and of nobody, others only of agents of their own. */
  private Reason mayTell(final EventAppended fact) {
    if (guard.mayTouch(CommandGuard.SYSTEM_TENANT) == Reason.OK) {
      return Reason.OK;
    }
    final int subject = state.agents().find(fact.agentId, 0);
    return subject == AgentTable.NONE
        ? Reason.TENANT_FORBIDDEN
        : guard.mayTouch(state.agents().tenantId(subject));
  }

  private static Reason checkEvent(final EventAppended fact) {
    if ((fact.eventIdHigh | fact.eventIdLow) == 0) {
      return Reason.EVENT_ID_MISSING;
    }
    if (fact.payload.capacity() > EventAppended.MAX_PAYLOAD_LENGTH) {
      return Reason.MESSAGE_TOO_LONG;
    }
    return fact.productCode >= 1 && fact.productCode <= PRODUCTS ? Reason.OK : Reason.VALUE_INVALID;
  }

  private Reason checkFree(final EventAppended fact) {
    if (state.reservations().find(fact.eventIdHigh, fact.eventIdLow, applier.timeNs())
        != ReservationTable.NONE) {
      return Reason.EVENT_CONFLICT;
    }
    return state.events().hasRoom(applier.timeNs()) ? Reason.OK : Reason.TABLE_FULL;
  }
}
