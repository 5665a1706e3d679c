package io.tollgate.client;

import io.tollgate.client.GateCommand.AddKey;
import io.tollgate.client.GateCommand.DefinePermission;
import io.tollgate.client.GateCommand.RegisterAgent;
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
import io.tollgate.secrets.SecretStore;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A tenant with a key, agents and chains, set up in a real engine. */
final class TestTenant {
  static final int TENANT_ID = 5;
  static final int KEY_ID = 50;
  static final int PERMISSION = 16;

  private static final byte[] SALT = new byte[16];
  private static final long LIFETIME_SECONDS = 3_600;

  private final LinkSealer sealer = new LinkSealer(HmacSha256.create());
  private final List<GateCommand> setUp = new ArrayList<>();
  private final byte[] keyBytes = new byte[VerificationKeys.KEY_LENGTH];
  private final HmacSha256Key key;

  TestTenant(final byte[] rootKey, final int agents) {
    final byte[] purpose = "tollgate/v1/link-key".getBytes(StandardCharsets.US_ASCII);
    final UnsafeBuffer info = new UnsafeBuffer(new byte[purpose.length + 8]);
    info.putBytes(0, purpose);
    info.putInt(purpose.length, TENANT_ID, ByteOrder.LITTLE_ENDIAN);
    info.putInt(purpose.length + 4, KEY_ID, ByteOrder.LITTLE_ENDIAN);
    HkdfSha256.create().derive(SALT, rootKey, info.byteArray(), keyBytes);
    key = new HmacSha256Key().init(keyBytes, 0, keyBytes.length);
    setUp.add(new AddKey(KEY_ID, TENANT_ID, SALT));
    setUp.add(new DefinePermission(PERMISSION, Trust.UNTRUSTED, "llm:call"));
    for (int n = 0; n < agents; n++) {
      setUp.add(
          new RegisterAgent(publicKey(n), TENANT_ID, Trust.TRUSTED, Tier.STANDARD, "agent-" + n));
    }
  }

  static byte[] rootKeyOf(final Path data) {
    return SecretStore.open(data.resolve("secrets")).secret(DataDirectory.LINK_KEY).read(32);
  }

  static Authority operatorOf(final Path data) {
    return new Authority(
        Chain.ofText(DataDirectory.read(data.resolve("secrets/operator.chain"))), "test");
  }

  List<GateCommand> setUp() {
    return setUp;
  }

  byte[] keyBytes() {
    return keyBytes.clone();
  }

  static byte[] publicKey(final int n) {
    final byte[] publicKey = new byte[32];
    publicKey[0] = (byte) n;
    publicKey[31] = 9;
    return publicKey;
  }

  static byte[] agentId(final int n) {
    final byte[] id = new byte[32];
    Sha256.create().digest(new UnsafeBuffer(publicKey(n)), 0, 32, id, 0);
    return id;
  }

  /** A chain through agents 0 to links - 1. */
  Chain chain(final int links) {
    return chain(links, 0);
  }

  Chain chain(final int links, final long scopeHash) {
    final long nowSeconds = Instant.now().getEpochSecond();
    Chain chain = sealer.sealRoot(terms(0, scopeHash, nowSeconds), key);
    for (int hop = 1; hop < links; hop++) {
      chain = sealer.sealChild(chain, terms(hop, scopeHash, nowSeconds), key);
    }
    return chain;
  }

  Chain root(final LinkTerms terms) {
    return sealer.sealRoot(terms, key);
  }

  LinkTerms terms(final int agent, final long scopeHash, final long nowSeconds) {
    return new LinkTerms(
        KEY_ID,
        1_000 + agent,
        agentId(agent),
        1L << PERMISSION,
        0,
        scopeHash,
        nowSeconds - 60,
        nowSeconds + LIFETIME_SECONDS,
        7 - agent);
  }
}
