package io.tollgate.bench.peers.gate;

import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Question;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.Sha256;
import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.decision.UseRequest;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.DirectStateMemory;
import io.tollgate.engine.domain.state.GateSettings;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.infra.record.FactEncoder;
import io.tollgate.journal.JournalBatch;
import java.util.concurrent.TimeUnit;

/**
 * The gate in process, without Aeron and disk. Every ask is a batch of its own that counts a use:
 * chain, standing of all three agents, permission, three quota windows, cost, a budget at each of
 * three levels, the use's id remembered for a minute, and the record encoded.
 */
public final class GatePeer implements Peer {
  private static final int BATCH_BYTES = 1 << 16;
  private static final int CACHED_CHAINS = 1024;
  private static final long FILTER_KEY = 0x5EED_5EEDL;

  /** As if there were 1,000 uses a second, so that 60,000 ids are remembered at any time. */
  private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final JournalBatch batch = new JournalBatch(BATCH_BYTES);
  private final GateState state;
  private final Gate gate;
  private final SealedChains chains;
  private final UseRequest use = new UseRequest();
  private final Verdict verdict = new Verdict();
  private long elapsedNs;

  /** A gate in which the three agents are at home. */
  public GatePeer() {
    state =
        new GateState(
            new Capacities(1 << 10, 1 << 6, 1 << 11, 1 << 10, 1 << 6, 1 << 10, 1 << 17, 1 << 8),
            GateSettings.standard(),
            new DirectStateMemory(),
            Settlement.derivation(),
            FILTER_KEY);
    gate =
        new Gate(
            state, new FactEncoder(batch), HmacSha256.create(), Sha256.create(), CACHED_CHAINS);
    chains = new SealedChains(Settlement.tenantKey(), Delegation.NOW_SECONDS);
    new Settlement(gate, this::inBatch).settle();
  }

  private void inBatch(final Runnable action) {
    begin();
    action.run();
    end();
  }

  private void begin() {
    gate.beginBatch(TimeUnit.SECONDS.toNanos(Delegation.NOW_SECONDS) + elapsedNs);
    batch.begin(state.header().batchSequence() + 1, state.header().position() + 1, gate.timeNs());
  }

  private void end() {
    if (gate.endBatch() > 0) {
      gate.commitBatch();
    }
  }

  @Override
  public Ask prepare(final Question question) {
    final Chain chain = chains.chain(question.credential());
    final int permission = Delegation.bit(question.permission());
    final long scopeHash = Scope.hash(question.scope());
    final long amount = question.amount();
    return () -> {
      use.chain.wrap(chain.buffer(), 0, chain.length());
      use.permission = permission;
      use.scopeHash = scopeHash;
      use.amount = amount;
      return consume();
    };
  }

  private boolean consume() {
    elapsedNs += STEP_NS;
    use.idLow = elapsedNs;
    use.resourceCode = ResourceType.LLM_TOKENS.code();
    use.priceId = Settlement.PRICE_ID;
    begin();
    gate.housekeep();
    gate.deciders().consume(use, verdict);
    end();
    return verdict.isAllowed();
  }
}
