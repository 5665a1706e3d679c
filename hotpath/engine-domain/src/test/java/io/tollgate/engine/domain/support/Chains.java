package io.tollgate.engine.domain.support;

import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.LinkSealer;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Seals chains as a tenant's identity service would, and bad ones as an attacker would. */
public final class Chains {
  /** The gate's root key in tests. */
  private static final byte[] ROOT_KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final HmacSha256 HMAC = HmacSha256.create();
  private static final LinkSealer SEALER = new LinkSealer(HMAC);

  private Chains() {}

  /** A derivation from {@link #ROOT_KEY}. */
  public static KeyDerivation derivation() {
    return new RootKeyDerivation(ROOT_KEY, HkdfSha256.create());
  }

  /** The salt of a key in tests. */
  public static byte[] salt(final int keyId) {
    final byte[] salt = new byte[KeyDerivation.SALT_LENGTH];
    Arrays.fill(salt, (byte) keyId);
    return salt;
  }

  /** The key that a gate derives. */
  public static HmacSha256Key key(final int keyId, final int tenantId) {
    final HmacSha256Key key = new HmacSha256Key();
    derivation().derive(keyId, tenantId, salt(keyId), key);
    return key;
  }

  /** A chain of one link by the key of the agent's tenant. */
  public static Chain root(final Terms terms) {
    return SEALER.sealRoot(
        terms.link(LinkLayout.MAX_LINKS - 1), key(terms.keyId, terms.agent.tenantId()));
  }

  /** A chain with one more link. */
  public static Chain child(final Chain parent, final Terms terms) {
    final int above = parent.linkOffset(parent.links() - 1);
    final int left = Math.max(0, LinkLayout.delegationsLeft(parent.buffer(), above) - 1);
    return SEALER.sealChild(parent, terms.link(left), key(terms.keyId, terms.agent.tenantId()));
  }

  /** Cuts links off the end. */
  public static Chain first(final Chain chain, final int links) {
    return Chain.ofBytes(Arrays.copyOf(bytes(chain), links * LinkLayout.LINK_LENGTH));
  }

  /** Cuts links off the front. */
  public static Chain without(final Chain chain, final int links) {
    final byte[] bytes = bytes(chain);
    return Chain.ofBytes(Arrays.copyOfRange(bytes, links * LinkLayout.LINK_LENGTH, bytes.length));
  }

  /** All links of one chain, then all of another. */
  public static Chain concat(final Chain one, final Chain other) {
    final byte[] bytes = Arrays.copyOf(bytes(one), one.length() + other.length());
    other.copyTo(new UnsafeBuffer(bytes), one.length());
    return Chain.ofBytes(bytes);
  }

  /** A copy of the bytes. */
  public static byte[] bytes(final Chain chain) {
    final byte[] bytes = new byte[chain.length()];
    chain.copyTo(new UnsafeBuffer(bytes), 0);
    return bytes;
  }

  /**
   * Changes the last link and seals it anew, as only a holder of the key could.
   *
   * @param change is given the bytes of the chain and the last link's offset.
   */
  public static Chain resealed(
      final Chain chain, final HmacSha256Key key, final LinkChange change) {
    final byte[] bytes = bytes(chain);
    final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    final int link = bytes.length - LinkLayout.LINK_LENGTH;
    change.apply(buffer, link);
    HMAC.tag(key, buffer, link, LinkLayout.SEALED_LENGTH, bytes, link + LinkLayout.TAG_OFFSET);
    return Chain.ofBytes(bytes);
  }

  /** What is done to a link before it is sealed anew. */
  @FunctionalInterface
  public interface LinkChange {
    /** Changes bytes of the link at an offset. */
    void apply(UnsafeBuffer buffer, int link);
  }

  /** What a link grants, by default everything for ten years. */
  public static final class Terms {
    private static final int AS_MANY_AS_POSSIBLE = -1;
    private static long lastLinkId;

    private final TestAgent agent;
    private int keyId;
    private long linkId = ++lastLinkId;
    private long permissionsLow = -1;
    private long permissionsHigh = -1;
    private long scopeHash;
    private long notBeforeSeconds = GateFixture.START_SECONDS - 60;
    private long expiresAtSeconds = GateFixture.START_SECONDS + 3_650L * 86_400;
    private int delegationsLeft = AS_MANY_AS_POSSIBLE;

    private Terms(final TestAgent agent) {
      this.agent = agent;
      this.keyId = agent.tenantId() + 1;
    }

    /** To whom. */
    public static Terms to(final TestAgent agent) {
      return new Terms(agent);
    }

    /** With a key of its own. */
    public Terms key(final int value) {
      keyId = value;
      return this;
    }

    /** With an id of its own. */
    public Terms linkId(final long value) {
      linkId = value;
      return this;
    }

    /** With these permissions only. */
    public Terms permissions(final long low, final long high) {
      permissionsLow = low;
      permissionsHigh = high;
      return this;
    }

    /** For one scope. */
    public Terms scope(final long value) {
      scopeHash = value;
      return this;
    }

    /** For a time, in seconds since the epoch. */
    public Terms valid(final long notBefore, final long expiresAt) {
      notBeforeSeconds = notBefore;
      expiresAtSeconds = expiresAt;
      return this;
    }

    /** How many links may follow. */
    public Terms left(final int value) {
      delegationsLeft = value;
      return this;
    }

    /** The terms that a sealer takes. */
    LinkTerms link(final int mostDelegationsLeft) {
      return new LinkTerms(
          keyId,
          linkId,
          agent.id(),
          permissionsLow,
          permissionsHigh,
          scopeHash,
          notBeforeSeconds,
          expiresAtSeconds,
          delegationsLeft == AS_MANY_AS_POSSIBLE ? mostDelegationsLeft : delegationsLeft);
    }
  }
}
