package io.tollgate.engine.domain.support;

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

/** Takes nothing down, and so allocates nothing. */
public final class NoRecorder implements Recorder {
  @Override
  public void checked(final Checked fact) {}

  @Override
  public void consumed(final Consumed fact) {}

  @Override
  public void reserved(final Reserved fact) {}

  @Override
  public void settled(final Settled fact) {}

  @Override
  public void denied(final Denied fact) {}

  @Override
  public void unattributed(final Unattributed fact) {}

  @Override
  public void agentRegistered(final AgentRegistered fact) {}

  @Override
  public void trustSet(final TrustSet fact) {}

  @Override
  public void tierSet(final TierSet fact) {}

  @Override
  public void permissionDefined(final PermissionDefined fact) {}

  @Override
  public void keyAdded(final KeyAdded fact) {}

  @Override
  public void keyRetired(final KeyRetired fact) {}

  @Override
  public void quotaSet(final QuotaSet fact) {}

  @Override
  public void budgetSet(final BudgetSet fact) {}

  @Override
  public void priceSet(final PriceSet fact) {}

  @Override
  public void linkRevoked(final LinkRevoked fact) {}

  @Override
  public void eventAppended(final EventAppended fact) {}

  @Override
  public void commandRefused(final CommandRefused fact) {}

  @Override
  public void engineStarted(final EngineStarted fact) {}
}
