package io.tollgate.engine.infra.recovery;

import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.fact.BudgetSet;
import io.tollgate.engine.domain.fact.Checked;
import io.tollgate.engine.domain.fact.CommandRefused;
import io.tollgate.engine.domain.fact.Consumed;
import io.tollgate.engine.domain.fact.Denied;
import io.tollgate.engine.domain.fact.EngineStarted;
import io.tollgate.engine.domain.fact.EventAppended;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.fact.KeyRetired;
import io.tollgate.engine.domain.fact.LinkRevoked;
import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.fact.PriceSet;
import io.tollgate.engine.domain.fact.QuotaSet;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.fact.Reserved;
import io.tollgate.engine.domain.fact.Settled;
import io.tollgate.engine.domain.fact.TierSet;
import io.tollgate.engine.domain.fact.TrustSet;
import io.tollgate.engine.domain.fact.Unattributed;
import io.tollgate.engine.domain.state.FactApplier;

/** Hands the facts of a replay to the applier that also the live engine uses. */
final class ReplayRecorder implements Recorder {
  private final FactApplier applier;

  ReplayRecorder(final FactApplier applier) {
    this.applier = applier;
  }

  @Override
  public void checked(final Checked fact) {
    applier.apply(fact);
  }

  @Override
  public void consumed(final Consumed fact) {
    applier.apply(fact);
  }

  @Override
  public void reserved(final Reserved fact) {
    applier.apply(fact);
  }

  @Override
  public void settled(final Settled fact) {
    applier.apply(fact);
  }

  @Override
  public void denied(final Denied fact) {
    applier.apply(fact);
  }

  @Override
  public void unattributed(final Unattributed fact) {
    applier.applyMark();
  }

  @Override
  public void agentRegistered(final AgentRegistered fact) {
    applier.apply(fact);
  }

  @Override
  public void trustSet(final TrustSet fact) {
    applier.apply(fact);
  }

  @Override
  public void tierSet(final TierSet fact) {
    applier.apply(fact);
  }

  @Override
  public void permissionDefined(final PermissionDefined fact) {
    applier.apply(fact);
  }

  @Override
  public void keyAdded(final KeyAdded fact) {
    applier.apply(fact);
  }

  @Override
  public void keyRetired(final KeyRetired fact) {
    applier.apply(fact);
  }

  @Override
  public void quotaSet(final QuotaSet fact) {
    applier.apply(fact);
  }

  @Override
  public void budgetSet(final BudgetSet fact) {
    applier.apply(fact);
  }

  @Override
  public void priceSet(final PriceSet fact) {
    applier.apply(fact);
  }

  @Override
  public void linkRevoked(final LinkRevoked fact) {
    applier.apply(fact);
  }

  @Override
  public void eventAppended(final EventAppended fact) {
    applier.apply(fact);
  }

  @Override
  public void commandRefused(final CommandRefused fact) {
    applier.apply(fact);
  }

  @Override
  public void engineStarted(final EngineStarted fact) {
    applier.applyMark();
  }
}
