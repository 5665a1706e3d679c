package io.tollgate.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.identity.domain.Prekey.Kind;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrekeyTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final AgentId AGENT = AgentId.ofHex("ab".repeat(32));
  private static final Instant TIME = Instant.ofEpochSecond(0xF1F2F304L);
  private static final Ed25519KeyPair PAIR = Ed25519.generate(new SecureRandom());
  private static final String SIGNING_KEY = HEX.formatHex(PAIR.publicKey());
  private static final IdentityDhKey IDENTITY = identity(AGENT, 1, key());

  /** What was signed must be checkable by programs of others, so the bytes are written out here. */
  @Test
  void shouldKeepTheBytesThatAreSignedForEver() {
    final byte[] identity = HEX.parseHex("cd".repeat(32));
    final byte[] key = HEX.parseHex("ef".repeat(32));
    assertThat(HEX.formatHex(IdentityDhKey.message(AGENT, 0x01020304, identity)))
        .isEqualTo(
            "746f6c6c676174652f76312f7072656b65792f6964656e7469747900"
                + "ab".repeat(32)
                + "04030201"
                + "cd".repeat(32));
    assertThat(HEX.formatHex(Prekey.message(Kind.SIGNED, AGENT, identity, 0x01020304, TIME, key)))
        .isEqualTo(
            "746f6c6c676174652f76312f7072656b65792f7369676e656400"
                + "ab".repeat(32)
                + "cd".repeat(32)
                + "04030201"
                + "04f3f2f1"
                + "ef".repeat(32));
    assertThat(HEX.formatHex(Prekey.message(Kind.ONE_TIME, AGENT, identity, 1, TIME, key)))
        .startsWith("746f6c6c676174652f76312f7072656b65792f6f6e652d74696d6500" + "ab".repeat(32));
  }

  @Test
  void shouldTakeWhatTheAgentSigned() {
    assertThat(upload(IDENTITY, prekey(Kind.SIGNED, 1, IDENTITY)).refusal(AGENT, SIGNING_KEY))
        .isEmpty();
  }

  @Test
  void shouldRefuseWhatWasSignedForAnythingElse() {
    final Prekey good = prekey(Kind.SIGNED, 1, IDENTITY);
    final IdentityDhKey otherIdentity = identity(AGENT, 2, key());
    for (final Prekey bad :
        List.of(
            new Prekey(Kind.SIGNED, 2, good.publicKey(), TIME, good.signature()),
            new Prekey(Kind.ONE_TIME, 1, good.publicKey(), TIME, good.signature()),
            new Prekey(Kind.SIGNED, 1, key(), TIME, good.signature()),
            new Prekey(Kind.SIGNED, 1, good.publicKey(), TIME.plusSeconds(1), good.signature()),
            prekey(Kind.SIGNED, 1, otherIdentity))) {
      assertRefused(upload(IDENTITY, bad));
    }
    final AgentId other = AgentId.ofHex("12".repeat(32));
    assertRefused(upload(identity(other, 1, IDENTITY.publicKey()), good));
    assertRefused(upload(new IdentityDhKey(2, IDENTITY.publicKey(), IDENTITY.signature()), good));
    final String otherKey = HEX.formatHex(Ed25519.generate(new SecureRandom()).publicKey());
    assertThat(upload(IDENTITY, good).refusal(AGENT, otherKey))
        .contains(Refusal.PREKEY_SIGNATURE_INVALID);
  }

  private static void assertRefused(final PrekeyUpload upload) {
    assertThat(upload.refusal(AGENT, SIGNING_KEY)).contains(Refusal.PREKEY_SIGNATURE_INVALID);
  }

  @Test
  void shouldRefuseAnyOtherBitInASignature() {
    final Prekey good = prekey(Kind.ONE_TIME, 1, IDENTITY);
    for (int bit = 0; bit < 512; bit += 7) {
      final byte[] signature = HEX.parseHex(good.signature());
      signature[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(
              new Prekey(Kind.ONE_TIME, 1, good.publicKey(), TIME, HEX.formatHex(signature))
                  .isSignedBy(AGENT, SIGNING_KEY, IDENTITY))
          .isFalse();
    }
  }

  @Test
  void shouldRefuseKeysOfLowOrderThoughTheyAreSigned() {
    for (final String bad : List.of("00".repeat(32), "01" + "00".repeat(31), "ff".repeat(32))) {
      assertThat(
              upload(IDENTITY, prekey(Kind.SIGNED, 1, IDENTITY, bad)).refusal(AGENT, SIGNING_KEY))
          .contains(Refusal.KEY_INVALID);
      final IdentityDhKey low = identity(AGENT, 1, bad);
      assertThat(upload(low, prekey(Kind.SIGNED, 1, low)).refusal(AGENT, SIGNING_KEY))
          .contains(Refusal.KEY_INVALID);
    }
  }

  @Test
  void shouldRefuseWhatIsNotOfItsForm() {
    final Prekey good = prekey(Kind.ONE_TIME, 1, IDENTITY);
    for (final String signature :
        List.of("", good.signature() + "00", good.signature().substring(2), "zz".repeat(64))) {
      assertInvalid(() -> new Prekey(Kind.ONE_TIME, 1, good.publicKey(), TIME, signature));
      assertInvalid(() -> new IdentityDhKey(1, IDENTITY.publicKey(), signature));
    }
    assertInvalid(() -> new Prekey(Kind.ONE_TIME, 0, key(), TIME, good.signature()));
    assertInvalid(() -> new Prekey(Kind.ONE_TIME, 1, "00", TIME, good.signature()));
    assertInvalid(() -> new Prekey(Kind.ONE_TIME, 1, key(), TIME.plusNanos(1), good.signature()));
    assertInvalid(() -> new PrekeyUpload(IDENTITY, List.of(), Collections.nCopies(101, good)));
    assertInvalid(() -> new PrekeyUpload(IDENTITY, List.of(good), List.of()));
    assertInvalid(() -> new PrekeyUpload(IDENTITY, List.of(), List.of(good, good)));
    final Prekey sameKey = prekey(Kind.ONE_TIME, 2, IDENTITY, good.publicKey());
    assertInvalid(() -> new PrekeyUpload(IDENTITY, List.of(), List.of(good, sameKey)));
  }

  private static void assertInvalid(final Runnable making) {
    assertThatThrownBy(making::run).isInstanceOf(InvalidRequestException.class);
  }

  private static PrekeyUpload upload(final IdentityDhKey identity, final Prekey prekey) {
    return prekey.kind() == Kind.SIGNED
        ? new PrekeyUpload(identity, List.of(prekey), List.of())
        : new PrekeyUpload(identity, List.of(), List.of(prekey));
  }

  private static IdentityDhKey identity(
      final AgentId agentId, final int number, final String publicKey) {
    return new IdentityDhKey(
        number, publicKey, signed(IdentityDhKey.message(agentId, number, HEX.parseHex(publicKey))));
  }

  private static Prekey prekey(final Kind kind, final int id, final IdentityDhKey identity) {
    return prekey(kind, id, identity, key());
  }

  private static Prekey prekey(
      final Kind kind, final int id, final IdentityDhKey identity, final String publicKey) {
    final byte[] message =
        Prekey.message(
            kind, AGENT, HEX.parseHex(identity.publicKey()), id, TIME, HEX.parseHex(publicKey));
    return new Prekey(kind, id, publicKey, TIME, signed(message));
  }

  private static String signed(final byte[] message) {
    return HEX.formatHex(Ed25519.sign(PAIR, message));
  }

  private static String key() {
    return HEX.formatHex(X25519.publicKey(X25519.generate(new SecureRandom())));
  }
}
