package io.tollgate.bench.peers.gate;

import io.aeron.Aeron;
import io.tollgate.bench.peers.question.Credential;
import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Question;
import io.tollgate.bench.rig.RigProcess;
import io.tollgate.client.AnswerHandler;
import io.tollgate.client.Authority;
import io.tollgate.client.GateAnswer;
import io.tollgate.client.GateChannels;
import io.tollgate.client.GateCommand;
import io.tollgate.client.GateLocator;
import io.tollgate.client.GateSession;
import io.tollgate.client.TollgateClient;
import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.sbe.gate.AnswerDecoder;
import io.tollgate.secrets.SecretStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;

/**
 * A whole engine in a process of its own, asked over Aeron IPC one use at a time; every answer's
 * record is in the journal.
 */
public final class EnginePeer implements Peer {
  /** Where journals and state go; without it, the directory for temporary files. */
  public static final String SCRATCH_PROPERTY = "tollgate.bench.scratch";

  private static final int PRICE_ID = 7;
  private static final int USD = 840;
  private static final long NANO_PER_MILLION = 2_500_000_000L;
  private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
  private static final byte[] SALT = new byte[KeyDerivation.SALT_LENGTH];

  private final Path data;
  private final RigProcess engine;
  private final Aeron aeron;
  private final GateSession session;
  private final SealedChains chains;
  private final AnswerHandler handler = this::onAnswer;
  private long asked;
  private long answered;
  private boolean allowed;

  /** Starts an engine in which the three agents are at home, and connects. */
  public EnginePeer() {
    data = newDirectory();
    engine = startEngine(data);
    final byte[] rootKey =
        SecretStore.open(data.resolve("secrets")).secret(DataDirectory.LINK_KEY).read(32);
    settle();
    chains = new SealedChains(Settlement.tenantKey(rootKey, SALT), Instant.now().getEpochSecond());
    aeron =
        Aeron.connect(
            new Aeron.Context()
                .aeronDirectoryName(DataDirectory.open(data).defaultAeronDirectory().toString())
                .errorHandler(error -> {}));
    session = GateSession.connect(aeron, GateChannels.ipc(), TIMEOUT_NS);
  }

  private static Path newDirectory() {
    try {
      final Path scratch =
          Path.of(System.getProperty(SCRATCH_PROPERTY, System.getProperty("java.io.tmpdir")));
      return Files.createTempDirectory(scratch, "tollgate-peers-");
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RigProcess startEngine(final Path data) {
    try {
      return EngineProcess.start(data);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void settle() {
    try (TollgateClient client =
        TollgateClient.start(
            new TollgateClient.Context().locator(GateLocator.ofDataDirectory(data)))) {
      client.awaitConnected(Duration.ofNanos(TIMEOUT_NS));
      give(client, new GateCommand.AddKey(SealedChains.KEY_ID, SealedChains.TENANT_ID, SALT));
      for (final String name : Delegation.PERMISSIONS) {
        give(client, new GateCommand.DefinePermission(Delegation.bit(name), Trust.UNTRUSTED, name));
      }
      give(client, price());
      for (final Delegation link : Delegation.chain(Credential.HONEST)) {
        register(client, link.agent());
      }
    }
  }

  private static GateCommand price() {
    return new GateCommand.SetPrice(
        PRICE_ID, ResourceType.LLM_TOKENS, NANO_PER_MILLION, 0, USD, "peers");
  }

  private void register(final TollgateClient client, final String agent) {
    final byte[] id = SealedChains.agentId(agent);
    final long units = Delegation.QUOTA_UNITS;
    give(
        client,
        new GateCommand.RegisterAgent(
            SealedChains.publicKey(agent),
            SealedChains.TENANT_ID,
            Trust.TRUSTED,
            Tier.BASIC,
            agent));
    give(
        client,
        new GateCommand.SetQuota(
            id, ResourceType.LLM_TOKENS, units, units, units, units, GateCommand.ANY_VERSION));
    give(
        client,
        new GateCommand.SetBudget(
            id, Long.MAX_VALUE, USD, BudgetPeriod.MONTH, GateCommand.ANY_VERSION));
  }

  private void give(final TollgateClient client, final GateCommand command) {
    final Chain operator = Chain.ofText(DataDirectory.read(data.resolve("secrets/operator.chain")));
    final GateAnswer answer = client.call(command.by(new Authority(operator, "bench")));
    if (!answer.allowed()) {
      throw new IllegalStateException(command + ": " + answer);
    }
  }

  private void onAnswer(final AnswerDecoder answer) {
    answered = answer.correlationId();
    allowed = answer.reason() == Reason.OK.code();
  }

  @Override
  public Ask prepare(final Question question) {
    final Chain chain = chains.chain(question.credential());
    final int permission = Delegation.bit(question.permission());
    final long scopeHash = Scope.hash(question.scope());
    final long amount = question.amount();
    return () -> {
      asked++;
      while (!session
          .offerConsume(
              asked,
              chain,
              1,
              asked,
              permission,
              scopeHash,
              ResourceType.LLM_TOKENS.code(),
              amount,
              0,
              PRICE_ID)
          .isSent()) {
        requireAlive();
      }
      while (answered != asked) {
        if (session.poll(handler, 1) == 0) {
          requireAlive();
        }
      }
      return allowed;
    };
  }

  private void requireAlive() {
    if (session.isLost()) {
      throw new IllegalStateException("the engine is gone");
    }
    Thread.onSpinWait();
  }

  @Override
  public void close() {
    CloseHelper.quietCloseAll(session, aeron, engine);
    IoUtil.delete(data.toFile(), true);
  }
}
