package io.tollgate.engine.infra.record;

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
import io.tollgate.journal.JournalBatch;

/**
 * Writes facts as records into the batch of the cycle. One thread; allocates nothing. Whoever
 * decides makes sure beforehand that the batch has {@link #MAX_MESSAGE_RECORDS_LENGTH} bytes left.
 */
public final class FactEncoder implements Recorder {
  /**
   * Bytes that the records of one message can take: 64 checks of a bulk, or an event with the
   * largest payload, with their frames.
   */
  public static final int MAX_MESSAGE_RECORDS_LENGTH = 8 * 1024;

  private final DecisionRecords decisions;
  private final CommandRecords commands;

  /**
   * An encoder.
   *
   * @param batch that records go into.
   */
  public FactEncoder(final JournalBatch batch) {
    this.decisions = new DecisionRecords(batch);
    this.commands = new CommandRecords(batch);
  }

  @Override
  public void checked(final Checked fact) {
    decisions.write(fact);
  }

  @Override
  public void consumed(final Consumed fact) {
    decisions.write(fact);
  }

  @Override
  public void reserved(final Reserved fact) {
    decisions.write(fact);
  }

  @Override
  public void settled(final Settled fact) {
    decisions.write(fact);
  }

  @Override
  public void denied(final Denied fact) {
    decisions.write(fact);
  }

  @Override
  public void unattributed(final Unattributed fact) {
    decisions.write(fact);
  }

  @Override
  public void agentRegistered(final AgentRegistered fact) {
    commands.write(fact);
  }

  @Override
  public void trustSet(final TrustSet fact) {
    commands.write(fact);
  }

  @Override
  public void tierSet(final TierSet fact) {
    commands.write(fact);
  }

  @Override
  public void permissionDefined(final PermissionDefined fact) {
    commands.write(fact);
  }

  @Override
  public void keyAdded(final KeyAdded fact) {
    commands.write(fact);
  }

  @Override
  public void keyRetired(final KeyRetired fact) {
    commands.write(fact);
  }

  @Override
  public void quotaSet(final QuotaSet fact) {
    commands.write(fact);
  }

  @Override
  public void budgetSet(final BudgetSet fact) {
    commands.write(fact);
  }

  @Override
  public void priceSet(final PriceSet fact) {
    commands.write(fact);
  }

  @Override
  public void linkRevoked(final LinkRevoked fact) {
    commands.write(fact);
  }

  @Override
  public void eventAppended(final EventAppended fact) {
    commands.write(fact);
  }

  @Override
  public void commandRefused(final CommandRefused fact) {
    commands.write(fact);
  }

  @Override
  public void engineStarted(final EngineStarted fact) {
    commands.write(fact);
  }
}
