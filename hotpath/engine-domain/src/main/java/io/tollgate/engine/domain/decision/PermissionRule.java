package io.tollgate.engine.domain.decision;

import io.tollgate.engine.domain.catalogue.PermissionTable;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.state.GateState;

/** Whether the agent behind a checked chain may use a permission in a scope. Engine thread only. */
public final class PermissionRule {
  private final GateState state;

  /**
   * The rule.
   *
   * @param state that knows permissions and agents.
   */
  public PermissionRule(final GateState state) {
    this.state = state;
  }

  /**
   * Applies the rule.
   *
   * @param chain that was checked and found OK.
   * @param permission any number; one that is none is unknown.
   * @param scopeHash of the request.
   * @return OK, or why not.
   */
  public Reason apply(final ChainChecker chain, final int permission, final long scopeHash) {
    final PermissionTable permissions = state.permissions();
    if (!permissions.isDefined(permission)) {
      return Reason.PERMISSION_UNKNOWN;
    }
    if (!chain.grants(permission)) {
      return Reason.PERMISSION_NOT_GRANTED;
    }
    if (chain.scopeHash() != Scope.NONE && chain.scopeHash() != scopeHash) {
      return Reason.SCOPE_NOT_GRANTED;
    }
    return state.agents().trustCode(chain.agentSlot()) < permissions.minimumTrustCode(permission)
        ? Reason.TRUST_TOO_LOW
        : Reason.OK;
  }
}
