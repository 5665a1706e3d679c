package io.tollgate.bench.rig;

import io.aeron.Aeron;
import io.tollgate.client.Authority;
import io.tollgate.client.GateChannels;
import io.tollgate.client.GateCommand;
import io.tollgate.client.GateSession;
import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.crypto.Sha256;
import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.chain.LinkSealer;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.sbe.gate.AnswerDecoder;
import io.tollgate.secrets.SecretStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A tenant of workers, every 32 of them below a lead, and all leads below one root; each has a
 * budget and a quota that are never used up. Written to a running gate by the operator's chain, and
 * its chains to a file for the clients.
 */
final class Population {
  /** Bit of the permission that everybody has. */
  static final int PERMISSION = 16;

  /** What is used. */
  static final ResourceType RESOURCE = ResourceType.LLM_TOKENS;

  /** What it costs. */
  static final int PRICE_ID = 5;

  private static final int TENANT_ID = 7;
  private static final int KEY_ID = 50;
  private static final int WORKERS_A_LEAD = 32;
  private static final int USD = 840;
  private static final long NANO_PER_MILLION = 1_000_000;
  private static final long ALL_PERMISSIONS = -1L;
  private static final long LIFETIME_SECONDS = 86_400;
  private static final long MUCH = Long.MAX_VALUE / 4;
  private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
  private static final byte[] SALT = new byte[KeyDerivation.SALT_LENGTH];

  private final LinkSealer sealer = new LinkSealer(HmacSha256.create());
  private final HmacSha256Key key = new HmacSha256Key();
  private final Authority operator;
  private final int workers;
  private final int leads;
  private final long nowSeconds = Instant.now().getEpochSecond();
  private long answered;
  private long refused;

  Population(final DataDirectory data, final int workers) {
    this.workers = workers;
    this.leads = (workers + WORKERS_A_LEAD - 1) / WORKERS_A_LEAD;
    this.operator = new Authority(Chain.ofText(DataDirectory.read(data.operatorChain())), "rig");
    final byte[] rootKey = SecretStore.open(data.secrets()).secret(DataDirectory.LINK_KEY).read(32);
    new RootKeyDerivation(rootKey, HkdfSha256.create()).derive(KEY_ID, TENANT_ID, SALT, key);
  }

  /** Where the chains of a gate's population are. */
  static Path chainsFile(final Path data, final int links) {
    return data.resolve("secrets/rig-" + links + "-links");
  }

  /** Reads chains that were written by {@link #settle}. */
  static List<Chain> chains(final Path data, final int links) {
    return DataDirectory.read(chainsFile(data, links)).lines().map(Chain::ofText).toList();
  }

  /** Settles everybody and writes the chains down. */
  void settle(final Aeron aeron, final Path data) {
    try (GateSession session = GateSession.connect(aeron, GateChannels.ipc(), TIMEOUT_NS)) {
      long sent = 0;
      for (final GateCommand command : commands()) {
        ask(session, command, ++sent);
      }
    }
    writeChains(data);
    key.destroy();
  }

  private void ask(final GateSession session, final GateCommand command, final long id) {
    final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
    boolean isSent = false;
    while (answered < id) {
      isSent = isSent || command.offerTo(session.commands(), id, operator).isSent();
      session.poll(this::onAnswer, 1);
      if (refused > 0 || System.nanoTime() - deadlineNs > 0) {
        throw new IllegalStateException("the gate did not take " + command);
      }
      Thread.onSpinWait();
    }
  }

  private void onAnswer(final AnswerDecoder answer) {
    answered++;
    refused += 1 - answer.decision();
  }

  private List<GateCommand> commands() {
    final List<GateCommand> commands = new ArrayList<>();
    commands.add(new GateCommand.AddKey(KEY_ID, TENANT_ID, SALT));
    commands.add(new GateCommand.DefinePermission(PERMISSION, Trust.UNTRUSTED, "llm:call"));
    commands.add(
        new GateCommand.SetPrice(
            PRICE_ID, RESOURCE, NANO_PER_MILLION, NANO_PER_MILLION, USD, "rig/model"));
    for (int agent = 0; agent < 1 + leads + workers; agent++) {
      commands.add(
          new GateCommand.RegisterAgent(
              publicKey(agent), TENANT_ID, Trust.TRUSTED, Tier.PREMIUM, "agent-" + agent));
      commands.add(
          new GateCommand.SetQuota(
              agentId(agent), RESOURCE, MUCH, MUCH, MUCH, MUCH, GateCommand.ANY_VERSION));
      commands.add(
          new GateCommand.SetBudget(
              agentId(agent), MUCH, USD, BudgetPeriod.LIFETIME, GateCommand.ANY_VERSION));
    }
    return commands;
  }

  private void writeChains(final Path data) {
    final StringBuilder ofOne = new StringBuilder();
    final StringBuilder ofThree = new StringBuilder();
    final Chain root = sealer.sealRoot(terms(0, 2), key);
    Chain lead = root;
    for (int worker = 0; worker < workers; worker++) {
      if (worker % WORKERS_A_LEAD == 0) {
        lead = sealer.sealChild(root, terms(1 + worker / WORKERS_A_LEAD, 1), key);
      }
      final int agent = 1 + leads + worker;
      ofOne.append(sealer.sealRoot(terms(agent, 0), key).toText()).append('\n');
      ofThree.append(sealer.sealChild(lead, terms(agent, 0), key).toText()).append('\n');
    }
    DataDirectory.writePrivate(chainsFile(data, 1), ofOne.toString());
    DataDirectory.writePrivate(chainsFile(data, 3), ofThree.toString());
  }

  private LinkTerms terms(final int agent, final int delegationsLeft) {
    return new LinkTerms(
        KEY_ID,
        1_000L + agent * 8L + delegationsLeft,
        agentId(agent),
        ALL_PERMISSIONS,
        ALL_PERMISSIONS,
        0,
        nowSeconds - 60,
        nowSeconds + LIFETIME_SECONDS,
        delegationsLeft);
  }

  private static byte[] publicKey(final int agent) {
    final byte[] publicKey = new byte[32];
    new UnsafeBuffer(publicKey).putInt(0, agent + 1);
    return publicKey;
  }

  private static byte[] agentId(final int agent) {
    final byte[] id = new byte[Sha256.DIGEST_LENGTH];
    Sha256.create().digest(new UnsafeBuffer(publicKey(agent)), 0, 32, id, 0);
    return id;
  }
}
