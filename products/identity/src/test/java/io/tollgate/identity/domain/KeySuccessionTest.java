package io.tollgate.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeySuccessionTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Ed25519KeyPair FIRST = pair(1);
  private static final Ed25519KeyPair SECOND = pair(2);
  private static final Ed25519KeyPair THIRD = pair(3);
  private static final AgentId AGENT = KeySuccession.agentOf(FIRST.publicKey());

  /** What was signed must be checkable for ever, so the bytes are written out here. */
  @Test
  void shouldKeepTheBytesThatAreSignedForEver() {
    final byte[] message =
        KeyRotation.message(
            AgentId.ofHex("ab".repeat(32)),
            0x01020304,
            HEX.parseHex("cd".repeat(32)),
            HEX.parseHex("ef".repeat(32)));
    assertThat(HEX.formatHex(message))
        .isEqualTo(
            "746f6c6c676174652f76312f726f7461746500"
                + "ab".repeat(32)
                + "04030201"
                + "cd".repeat(32)
                + "ef".repeat(32));
  }

  @Test
  void shouldVerifyAWholeSuccessionFromPublicThingsAlone() {
    final List<KeyRotation> rotations =
        List.of(rotation(1, FIRST, SECOND), rotation(2, SECOND, THIRD));
    assertThat(KeySuccession.verified(AGENT, key(FIRST), rotations))
        .hasValueSatisfying(
            succession -> {
              assertThat(succession.currentKey()).isEqualTo(key(THIRD));
              assertThat(succession.sequence()).isEqualTo(2);
              assertThat(succession.agentId()).isEqualTo(AGENT);
            });
    assertThat(KeySuccession.verified(AGENT, key(SECOND), rotations)).isEmpty();
    assertThat(KeySuccession.verified(AGENT, key(FIRST), rotations.subList(1, 2))).isEmpty();
    assertThat(
            KeySuccession.verified(AGENT, key(FIRST), List.of(rotations.get(1), rotations.get(0))))
        .isEmpty();
  }

  @Test
  void shouldRefuseARotationThatOnlyOneKeySigned() {
    final KeyRotation good = rotation(1, FIRST, SECOND);
    assertRefused(
        Refusal.OLD_KEY_SIGNATURE_INVALID, signed(good, good.newSignature(), good.newSignature()));
    assertRefused(
        Refusal.NEW_KEY_SIGNATURE_INVALID, signed(good, good.oldSignature(), good.oldSignature()));
  }

  @Test
  void shouldRefuseAnyOtherBitInASignature() {
    final KeyRotation good = rotation(1, FIRST, SECOND);
    for (int bit = 0; bit < 512; bit += 7) {
      assertThat(
              begun().refusal(signed(good, flipped(good.oldSignature(), bit), good.newSignature())))
          .contains(Refusal.OLD_KEY_SIGNATURE_INVALID);
      assertThat(
              begun().refusal(signed(good, good.oldSignature(), flipped(good.newSignature(), bit))))
          .contains(Refusal.NEW_KEY_SIGNATURE_INVALID);
    }
  }

  @Test
  void shouldRefuseWhatDoesNotFollow() {
    assertRefused(Refusal.SEQUENCE_WRONG, rotation(2, FIRST, SECOND));
    assertRefused(Refusal.SEQUENCE_WRONG, rotation(1, SECOND, THIRD));
    final AgentId other = KeySuccession.agentOf(SECOND.publicKey());
    assertRefused(Refusal.SEQUENCE_WRONG, rotation(other, 1, FIRST, SECOND));
  }

  @Test
  void shouldRefuseASignatureThatIsOfAnotherAgentsRotation() {
    final AgentId other = AgentId.ofHex("ab".repeat(32));
    final KeyRotation theirs = rotation(other, 1, FIRST, SECOND);
    assertRefused(
        Refusal.OLD_KEY_SIGNATURE_INVALID,
        new KeyRotation(
            AGENT, 1, key(FIRST), key(SECOND), theirs.oldSignature(), theirs.newSignature()));
  }

  @Test
  void shouldRefuseToGoBackToAKey() {
    assertRefused(Refusal.KEY_IN_USE, rotation(1, FIRST, FIRST));
    final KeySuccession second =
        KeySuccession.verified(AGENT, key(FIRST), List.of(rotation(1, FIRST, SECOND)))
            .orElseThrow();
    assertThat(second.refusal(rotation(2, SECOND, FIRST))).contains(Refusal.KEY_IN_USE);
  }

  @Test
  void shouldRefuseKeysThatAreMalformedOrOfLowOrder() {
    final KeyRotation good = rotation(1, FIRST, SECOND);
    for (final String bad : List.of("00".repeat(32), "01" + "00".repeat(31), "ff".repeat(32))) {
      assertRefused(
          Refusal.KEY_INVALID,
          new KeyRotation(AGENT, 1, key(FIRST), bad, good.oldSignature(), good.newSignature()));
    }
  }

  @Test
  void shouldRefuseWhatIsNotHexOfItsLength() {
    final KeyRotation good = rotation(1, FIRST, SECOND);
    for (final String signature :
        List.of(
            "", good.oldSignature() + "00", good.oldSignature().substring(2), "zz".repeat(64))) {
      assertThatThrownBy(() -> signed(good, signature, good.newSignature()))
          .isInstanceOf(InvalidRequestException.class);
      assertThatThrownBy(() -> signed(good, good.oldSignature(), signature))
          .isInstanceOf(InvalidRequestException.class);
    }
    assertThatThrownBy(() -> rotation(0, FIRST, SECOND))
        .isInstanceOf(InvalidRequestException.class);
  }

  private static KeySuccession begun() {
    return KeySuccession.begin(AGENT, key(FIRST)).orElseThrow();
  }

  private static void assertRefused(final Refusal refusal, final KeyRotation rotation) {
    assertThat(begun().refusal(rotation)).contains(refusal);
    assertThat(KeySuccession.verified(AGENT, key(FIRST), List.of(rotation))).isEmpty();
  }

  private static KeyRotation rotation(
      final int sequence, final Ed25519KeyPair from, final Ed25519KeyPair to) {
    return rotation(AGENT, sequence, from, to);
  }

  private static KeyRotation rotation(
      final AgentId agentId,
      final int sequence,
      final Ed25519KeyPair from,
      final Ed25519KeyPair to) {
    final byte[] message = KeyRotation.message(agentId, sequence, from.publicKey(), to.publicKey());
    return new KeyRotation(
        agentId,
        sequence,
        key(from),
        key(to),
        HEX.formatHex(Ed25519.sign(from, message)),
        HEX.formatHex(Ed25519.sign(to, message)));
  }

  private static KeyRotation signed(
      final KeyRotation rotation, final String oldSignature, final String newSignature) {
    return new KeyRotation(
        rotation.agentId(),
        rotation.sequence(),
        rotation.oldKey(),
        rotation.newKey(),
        oldSignature,
        newSignature);
  }

  private static String flipped(final String hex, final int bit) {
    final byte[] bytes = HEX.parseHex(hex);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return HEX.formatHex(bytes);
  }

  private static String key(final Ed25519KeyPair pair) {
    return HEX.formatHex(pair.publicKey());
  }

  private static Ed25519KeyPair pair(final int number) {
    final byte[] seed = new byte[32];
    seed[0] = (byte) number;
    return Ed25519KeyPair.fromSeed(seed);
  }
}
