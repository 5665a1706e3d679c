package io.tollgate.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.client.Authority;
import io.tollgate.client.GateAnswer;
import io.tollgate.client.GateCommand;
import io.tollgate.client.GateCommand.AddKey;
import io.tollgate.client.GateCommand.DefinePermission;
import io.tollgate.client.GateCommand.RegisterAgent;
import io.tollgate.client.GateCommand.SetBudget;
import io.tollgate.client.GateCommand.SetPrice;
import io.tollgate.client.GateCommand.SetQuota;
import io.tollgate.client.TollgateClient;
import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.crypto.Sha256;
import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkSealer;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.secrets.SecretStore;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The agents of a test: a root, a team below it, and leaves below the team, one a client. Each has
 * a budget, so that what one leaf may spend depends on what all others do.
 */
final class Fleet {
  static final int LEAVES = 4;
  static final int PERMISSION = 16;
  static final int PRICE = 5;

  /** Uneven, so that costs have to be rounded up. */
  static final long NANO_PER_MILLION = 61_234_567;

  /** Uneven, so that costs have to be rounded up. */
  static final long OUTPUT_NANO_PER_MILLION = 244_999_999;

  private static final int TENANT = 7;
  private static final int KEY_ID = 2;
  private static final int USD = 840;
  private static final int FIRST_LEAF = 2;
  private static final byte[] SALT = new byte[16];
  private static final long LIFETIME_SECONDS = 30L * 86_400;

  private final Chain[] chains = new Chain[LEAVES];
  private final LinkSealer sealer = new LinkSealer(HmacSha256.create());
  private final HmacSha256Key key = new HmacSha256Key();
  private final Chain team;
  private final Path data;

  /** The fleet of an engine that has been started once. */
  Fleet(final Path data) {
    this.data = data;
    final byte[] rootKey =
        SecretStore.open(data.resolve("secrets")).secret(DataDirectory.LINK_KEY).read(32);
    new RootKeyDerivation(rootKey, HkdfSha256.create()).derive(KEY_ID, TENANT, SALT, key);
    team =
        sealer.sealChild(
            sealer.sealRoot(terms(0, LIFETIME_SECONDS), key), terms(1, LIFETIME_SECONDS), key);
    for (int leaf = 0; leaf < LEAVES; leaf++) {
      chains[leaf] = chainFor(leaf, LIFETIME_SECONDS);
    }
  }

  /** A chain of a leaf whose last link lives only so long. */
  Chain chainFor(final int leaf, final long lifetimeSeconds) {
    return sealer.sealChild(team, terms(FIRST_LEAF + leaf, lifetimeSeconds), key);
  }

  private static LinkTerms terms(final int agent, final long lifetimeSeconds) {
    final long nowSeconds = System.currentTimeMillis() / 1_000;
    return new LinkTerms(
        KEY_ID,
        1_000 + agent,
        agentId(agent),
        1L << PERMISSION,
        0,
        0,
        nowSeconds - LIFETIME_SECONDS,
        nowSeconds + lifetimeSeconds,
        Math.max(0, FIRST_LEAF - agent));
  }

  private static byte[] publicKey(final int agent) {
    final byte[] publicKey = new byte[32];
    publicKey[0] = (byte) agent;
    publicKey[31] = 9;
    return publicKey;
  }

  private static byte[] agentId(final int agent) {
    final byte[] id = new byte[32];
    Sha256.create().digest(new UnsafeBuffer(publicKey(agent)), 0, 32, id, 0);
    return id;
  }

  /** The chain of a leaf: root, team, leaf. */
  Chain chain(final int leaf) {
    return chains[leaf];
  }

  /** Registers everybody, with nothing to spend. */
  void settle(final TollgateClient client) {
    command(client, new AddKey(KEY_ID, TENANT, SALT));
    command(client, new DefinePermission(PERMISSION, Trust.UNTRUSTED, "llm:call"));
    command(
        client,
        new SetPrice(
            PRICE,
            ResourceType.LLM_TOKENS,
            NANO_PER_MILLION,
            OUTPUT_NANO_PER_MILLION,
            USD,
            "a-model"));
    for (int agent = 0; agent < FIRST_LEAF + LEAVES; agent++) {
      command(
          client,
          new RegisterAgent(publicKey(agent), TENANT, Trust.TRUSTED, Tier.STANDARD, "a" + agent));
    }
    allow(client, 0, 0);
  }

  /**
   * Sets what may be spent and used by now, in all. A leaf may spend 30 % of it, the team 80 %.
   *
   * @param nano what the root may spend.
   * @param tokens what each leaf may use in a day.
   */
  void allow(final TollgateClient client, final long nano, final long tokens) {
    for (int agent = 0; agent < FIRST_LEAF + LEAVES; agent++) {
      final long share = agent == 0 ? nano : agent == 1 ? nano / 10 * 8 : nano / 10 * 3;
      command(
          client,
          new SetBudget(
              agentId(agent), share, USD, BudgetPeriod.LIFETIME, GateCommand.ANY_VERSION));
    }
    for (int leaf = 0; leaf < LEAVES; leaf++) {
      command(
          client,
          new SetQuota(
              agentId(FIRST_LEAF + leaf),
              ResourceType.LLM_TOKENS,
              GateCommand.NO_LIMIT,
              tokens,
              GateCommand.NO_LIMIT,
              tokens / 20,
              GateCommand.ANY_VERSION));
    }
  }

  private void command(final TollgateClient client, final GateCommand command) {
    final Chain operator = Chain.ofText(DataDirectory.read(data.resolve("secrets/operator.chain")));
    final GateAnswer answer = client.call(command.by(new Authority(operator, "test")));
    assertThat(answer.allowed()).as("%s: %s", command, answer).isTrue();
  }
}
