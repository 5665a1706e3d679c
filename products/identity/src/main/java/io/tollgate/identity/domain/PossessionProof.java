package io.tollgate.identity.domain;

import io.tollgate.support.error.InvalidRequestException;

/**
 * Proof that the sender holds a key.
 *
 * @param challengeId of the challenge that was signed.
 * @param publicKey Ed25519, 32 bytes.
 * @param signature over the challenge's message, 64 bytes.
 */
public record PossessionProof(String challengeId, byte[] publicKey, byte[] signature) {
  private static final int CHALLENGE_ID_LENGTH = 32;
  private static final int PUBLIC_KEY_LENGTH = 32;
  private static final int SIGNATURE_LENGTH = 64;

  /** Checks the lengths and keeps copies. */
  public PossessionProof {
    if (challengeId.length() != CHALLENGE_ID_LENGTH) {
      throw new InvalidRequestException("challenge_id", "has " + CHALLENGE_ID_LENGTH + " hex digits");
    }
    if (publicKey.length != PUBLIC_KEY_LENGTH) {
      throw new InvalidRequestException("public_key", "has " + PUBLIC_KEY_LENGTH + " bytes");
    }
    if (signature.length != SIGNATURE_LENGTH) {
      throw new InvalidRequestException("signature", "has " + SIGNATURE_LENGTH + " bytes");
    }
    publicKey = publicKey.clone();
    signature = signature.clone();
  }
}
