package io.tollgate.engine.domain.fact;

/**
 * Takes down what happened, in order: one call a journal record. Called on the engine thread, after
 * the state was changed; must not throw and keeps no fact beyond the call. The room for a record
 * was made sure of before.
 */
public interface Recorder {
  void checked(Checked fact);

  void consumed(Consumed fact);

  void reserved(Reserved fact);

  void settled(Settled fact);

  void denied(Denied fact);

  void unattributed(Unattributed fact);

  void agentRegistered(AgentRegistered fact);

  void trustSet(TrustSet fact);

  void tierSet(TierSet fact);

  void permissionDefined(PermissionDefined fact);

  void keyAdded(KeyAdded fact);

  void keyRetired(KeyRetired fact);

  void quotaSet(QuotaSet fact);

  void budgetSet(BudgetSet fact);

  void priceSet(PriceSet fact);

  void linkRevoked(LinkRevoked fact);

  void eventAppended(EventAppended fact);

  void commandRefused(CommandRefused fact);

  void engineStarted(EngineStarted fact);
}
