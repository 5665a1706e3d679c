package io.tollgate.bench.scale;

import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.crypto.Sha256;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.chain.LinkSealer;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import java.time.Duration;
import java.time.Instant;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One tenant's agents in three levels: one organisation, a team for every thousand agents, and
 * workers. Who an agent is follows from the seed and its slot. One thread.
 */
final class Population {
  static final int TENANT = 7;
  static final int KEY_ID = 2;
  static final int PERMISSION = 16;
  static final int PRICE = 5;
  static final long NANO_PER_MILLION_UNITS = 3_000_000_000L;

  /** Of the organisation; slot 0 is the operator's. */
  static final int ORGANISATION = 1;

  private static final int TEAM_SIZE = 1_000;
  private static final Duration LIFETIME = Duration.ofDays(30);

  private final long seed;
  private final int agents;
  private final int teams;
  private final Sha256 sha256 = Sha256.create();
  private final byte[] id = new byte[Sha256.DIGEST_LENGTH];
  private final long bornAtSeconds = Instant.now().getEpochSecond() - 1;

  /**
   * A population.
   *
   * @param seed of its keys.
   * @param agents the operator included, at least 3.
   */
  Population(final long seed, final int agents) {
    this.seed = seed;
    this.agents = agents;
    this.teams = Math.max(1, agents / TEAM_SIZE);
  }

  /** How many, the operator included. */
  int agents() {
    return agents;
  }

  /** The first worker's slot. */
  int firstWorker() {
    return ORGANISATION + 1 + teams;
  }

  /** The slot of a worker's team. */
  int teamOf(final int worker) {
    return ORGANISATION + 1 + worker % teams;
  }

  void copyPublicKey(final int slot, final MutableDirectBuffer to) {
    for (int i = 0; i < Sha256.DIGEST_LENGTH; i += Long.BYTES) {
      to.putLong(i, Seeds.mix(seed + slot * 4L + i / Long.BYTES));
    }
  }

  void copyId(final UnsafeBuffer publicKey, final MutableDirectBuffer to) {
    sha256.digest(publicKey, 0, Sha256.DIGEST_LENGTH, id, 0);
    to.putBytes(0, id);
  }

  private byte[] id(final int slot) {
    final UnsafeBuffer publicKey = new UnsafeBuffer(new byte[Sha256.DIGEST_LENGTH]);
    copyPublicKey(slot, publicKey);
    final byte[] agentId = new byte[Sha256.DIGEST_LENGTH];
    copyId(publicKey, new UnsafeBuffer(agentId));
    return agentId;
  }

  /** The public salt of the tenant's key. */
  byte[] salt() {
    final byte[] salt = new byte[KeyDerivation.SALT_LENGTH];
    new UnsafeBuffer(salt).putLong(0, seed);
    return salt;
  }

  /**
   * The chain of a worker: organisation, team, worker.
   *
   * @param worker its slot.
   * @param rootKey of the gate.
   */
  Chain chain(final int worker, final byte[] rootKey) {
    final HmacSha256Key key = new HmacSha256Key();
    new RootKeyDerivation(rootKey, HkdfSha256.create()).derive(KEY_ID, TENANT, salt(), key);
    final LinkSealer sealer = new LinkSealer(HmacSha256.create());
    final Chain root = sealer.sealRoot(terms(ORGANISATION, 2), key);
    final Chain team = sealer.sealChild(root, terms(teamOf(worker), 1), key);
    return sealer.sealChild(team, terms(worker, 0), key);
  }

  private LinkTerms terms(final int slot, final int delegationsLeft) {
    return new LinkTerms(
        KEY_ID,
        slot,
        id(slot),
        1L << PERMISSION,
        0,
        0,
        bornAtSeconds,
        bornAtSeconds + LIFETIME.toSeconds(),
        delegationsLeft);
  }
}
