package io.tollgate.engine.domain.command;

import io.tollgate.engine.domain.catalogue.GatePermission;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.state.FactApplier;

/**
 * What a gate is born with, as the first records of its journal: the system tenant's key, the
 * {@code gate:} permissions, and the operator, who can then command everything else.
 */
public final class Genesis {
  /** The system tenant's first key. */
  public static final int SYSTEM_KEY_ID = 1;

  /** The operator's name. */
  public static final String OPERATOR_NAME = "operator";

  private static final int NOBODY = -1;

  private final FactApplier applier;
  private final Recorder recorder;

  /**
   * A genesis.
   *
   * @param applier of an empty state, with an open batch.
   * @param recorder that takes down what happened.
   */
  public Genesis(final FactApplier applier, final Recorder recorder) {
    this.applier = applier;
    this.recorder = recorder;
  }

  /**
   * Writes the first records.
   *
   * @param salt of the system key, 16 random bytes.
   * @param operatorId the operator's agent id, 32 bytes.
   * @param operatorKey the operator's public key, 32 bytes.
   */
  public void write(final byte[] salt, final byte[] operatorId, final byte[] operatorKey) {
    final KeyAdded key = new KeyAdded();
    key.keyId = SYSTEM_KEY_ID;
    key.tenantId = CommandGuard.SYSTEM_TENANT;
    key.actorSlot = NOBODY;
    System.arraycopy(salt, 0, key.salt, 0, key.salt.length);
    applier.apply(key);
    recorder.keyAdded(key);
    for (final GatePermission gatePermission : GatePermission.values()) {
      final PermissionDefined permission = new PermissionDefined();
      permission.permission = gatePermission.bit();
      permission.minimumTrustCode = Trust.TRUSTED.code();
      permission.actorSlot = NOBODY;
      permission.name.set(gatePermission.permissionName());
      applier.apply(permission);
      recorder.permissionDefined(permission);
    }
    final AgentRegistered operator = new AgentRegistered();
    operator.agentId.putBytes(0, operatorId);
    operator.publicKey.putBytes(0, operatorKey);
    operator.agentSlot = 0;
    operator.tenantId = CommandGuard.SYSTEM_TENANT;
    operator.trustCode = Trust.TRUSTED.code();
    operator.tierCode = Tier.PREMIUM.code();
    operator.actorSlot = NOBODY;
    operator.name.set(OPERATOR_NAME);
    applier.apply(operator);
    recorder.agentRegistered(operator);
  }
}
