package io.tollgate.bench.trust;

import io.aeron.Aeron;
import io.tollgate.client.Authority;
import io.tollgate.client.GateChannels;
import io.tollgate.client.GateCommand;
import io.tollgate.client.GateLocator;
import io.tollgate.client.GateSession;
import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.ops.config.GateHome;
import io.tollgate.sbe.gate.AnswerDecoder;
import io.tollgate.support.AgentId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many agents, registered at a running gate by the operator over Aeron: the journaled command is
 * the same that REST gives, and there is no other way into the tables than from the journal.
 */
final class Crowd {
  private static final int KEY_LENGTH = 32;
  private static final int MOST_UNANSWERED = 64;
  private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

  private final Authority operator;
  private final int tenant;
  private final List<AgentId> ids = new ArrayList<>();
  private long answered;
  private int refusal;

  private Crowd(final Authority operator, final int tenant) {
    this.operator = operator;
    this.tenant = tenant;
  }

  /** Registers so many; returns their ids. */
  static List<AgentId> register(final Path data, final long tenant, final int count) {
    final Chain chain = Chain.ofText(DataDirectory.read(new GateHome(data).operatorChain()));
    final Crowd crowd = new Crowd(new Authority(chain, "bench"), Math.toIntExact(tenant));
    try (Aeron aeron =
            Aeron.connect(
                new Aeron.Context()
                    .aeronDirectoryName(
                        GateLocator.ofDataDirectory(data)
                            .aeronDirectory()
                            .orElseThrow()
                            .toString()));
        GateSession session = GateSession.connect(aeron, GateChannels.ipc(), TIMEOUT_NS)) {
      crowd.register(session, count);
    }
    return List.copyOf(crowd.ids);
  }

  private void register(final GateSession session, final int count) {
    long progressNs = System.nanoTime();
    long seen = 0;
    while (answered < count) {
      while (ids.size() < count
          && ids.size() - answered < MOST_UNANSWERED
          && agent(ids.size()).offerTo(session.commands(), ids.size(), operator).isSent()) {
        ids.add(KeySuccession.agentOf(publicKey(ids.size())));
      }
      session.poll(this::onAnswer, MOST_UNANSWERED);
      if (answered > seen) {
        seen = answered;
        progressNs = System.nanoTime();
      }
      if (refusal != 0 || System.nanoTime() - progressNs > TIMEOUT_NS) {
        throw new IllegalStateException(
            "the gate took " + answered + " of " + count + " agents, reason " + refusal);
      }
      Thread.onSpinWait();
    }
  }

  private void onAnswer(final AnswerDecoder answer) {
    answered++;
    refusal = answer.decision() == 1 ? refusal : answer.reason();
  }

  private GateCommand agent(final int number) {
    return new GateCommand.RegisterAgent(
        publicKey(number), tenant, Trust.TRUSTED, Tier.PREMIUM, "agent-" + number);
  }

  /** Nobody has its private key, and nobody signs in this measurement. */
  private static byte[] publicKey(final int number) {
    return ByteBuffer.allocate(KEY_LENGTH).putInt(0, number + 1).array();
  }
}
