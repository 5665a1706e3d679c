package io.tollgate.engine;

import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.crypto.Sha256;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkSealer;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.engine.support.RawClient.Messages;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.agrona.concurrent.UnsafeBuffer;

/** A tenant with a root agent and workers below it, made by commands; and their chains. */
final class Population {
  static final int TENANT = 7;
  static final int KEY_ID = 2;
  static final int PERMISSION = 16;
  static final int PRICE = 5;
  static final long NANO_PER_UNIT = 1_000;

  private static final long ALL = -1L;

  private final byte[][] agentIds;
  private final Chain[] chains;
  private final HmacSha256Key key = new HmacSha256Key();
  private final LinkSealer sealer = new LinkSealer(HmacSha256.create());
  private final long notBeforeSeconds;

  /** Agent 0 is the root; agent n has a chain of two links. */
  Population(final int agents, final byte[] rootKey, final long nowNs) {
    agentIds = new byte[agents][];
    chains = new Chain[agents];
    notBeforeSeconds = nowNs / 1_000_000_000L - 60;
    new RootKeyDerivation(rootKey, HkdfSha256.create()).derive(KEY_ID, TENANT, salt(), key);
    for (int i = 0; i < agents; i++) {
      agentIds[i] = new byte[32];
      Sha256.create().digest(new UnsafeBuffer(publicKey(i)), 0, 32, agentIds[i], 0);
      final LinkTerms terms = terms(i, 1_000 + i);
      chains[i] = i == 0 ? sealer.sealRoot(terms, key) : sealer.sealChild(chains[0], terms, key);
    }
  }

  /** Another chain to an agent, by another link. */
  Chain chainByLink(final int agent, final long linkId) {
    return sealer.sealChild(chains[0], terms(agent, linkId), key);
  }

  private LinkTerms terms(final int agent, final long linkId) {
    return new LinkTerms(
        KEY_ID,
        linkId,
        agentIds[agent],
        ALL,
        ALL,
        0,
        notBeforeSeconds,
        notBeforeSeconds + 86_400 * 30,
        agent == 0 ? 7 : 0);
  }

  private static byte[] salt() {
    final byte[] salt = new byte[16];
    Arrays.fill(salt, (byte) 9);
    return salt;
  }

  private static byte[] publicKey(final int agent) {
    final byte[] publicKey = new byte[32];
    Arrays.fill(publicKey, (byte) (agent + 1));
    publicKey[1] = (byte) (agent >> 8);
    return publicKey;
  }

  int size() {
    return agentIds.length;
  }

  Chain chain(final int agent) {
    return chains[agent];
  }

  byte[] agentId(final int agent) {
    return agentIds[agent].clone();
  }

  /**
   * Settles everybody.
   *
   * @param messages to write commands into.
   * @param operator chain of the operator.
   * @param ask sends the command of that length and makes sure that it is allowed.
   */
  void settle(final Messages messages, final Chain operator, final IntConsumer ask) {
    ask.accept(messages.addKey(1, operator, KEY_ID, TENANT, salt()));
    ask.accept(messages.definePermission(2, operator, PERMISSION, "llm:call"));
    ask.accept(messages.setPrice(3, operator, PRICE, NANO_PER_UNIT * 1_000_000));
    for (int i = 0; i < agentIds.length; i++) {
      ask.accept(messages.registerAgent(4, operator, publicKey(i), TENANT, "agent-" + i));
    }
    ask.accept(messages.setBudget(5, operator, agentIds[0], Long.MAX_VALUE / 4));
  }
}
