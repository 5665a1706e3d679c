package io.tollgate.identity;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.identity.domain.IdentityDhKey;
import io.tollgate.identity.domain.Prekey;
import io.tollgate.identity.domain.Prekey.Kind;
import io.tollgate.identity.domain.PrekeyUpload;
import io.tollgate.identity.domain.X25519;
import io.tollgate.support.AgentId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Makes and signs prekeys as an agent would. */
final class SignedPrekeys {
  private static final HexFormat HEX = HexFormat.of();
  private static final SecureRandom RANDOM = new SecureRandom();

  final AgentId agentId;
  final Ed25519KeyPair signingKey;
  final String identityKey;
  final Instant expiresAt;

  SignedPrekeys(
      final AgentId agentId,
      final Ed25519KeyPair signingKey,
      final String identityKey,
      final Instant expiresAt) {
    this.agentId = agentId;
    this.signingKey = signingKey;
    this.identityKey = identityKey;
    this.expiresAt = expiresAt;
  }

  static String key() {
    return HEX.formatHex(X25519.publicKey(X25519.generate(RANDOM)));
  }

  IdentityDhKey identity(final int number) {
    return new IdentityDhKey(
        number,
        identityKey,
        signed(IdentityDhKey.message(agentId, number, HEX.parseHex(identityKey))));
  }

  Prekey prekey(final Kind kind, final int id) {
    return prekey(kind, id, key());
  }

  Prekey prekey(final Kind kind, final int id, final String publicKey) {
    return new Prekey(
        kind,
        id,
        publicKey,
        expiresAt,
        signed(
            Prekey.message(
                kind, agentId, HEX.parseHex(identityKey), id, expiresAt, HEX.parseHex(publicKey))));
  }

  /** Identity key number 1, one signed prekey, and one-time prekeys of these ids. */
  PrekeyUpload upload(final int signedId, final int firstOneTime, final int oneTimeKeys) {
    return new PrekeyUpload(
        identity(1),
        List.of(prekey(Kind.SIGNED, signedId)),
        IntStream.range(firstOneTime, firstOneTime + oneTimeKeys)
            .mapToObj(id -> prekey(Kind.ONE_TIME, id))
            .toList());
  }

  private String signed(final byte[] message) {
    return HEX.formatHex(Ed25519.sign(signingKey, message));
  }
}
