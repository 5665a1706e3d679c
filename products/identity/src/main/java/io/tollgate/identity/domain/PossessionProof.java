package io.tollgate.identity.domain;

/**
 * Proof that the sender holds a key.
 *
 * @param challengeId of the challenge that was signed, 32 hex digits.
 * @param publicKey Ed25519, 64 hex digits.
 * @param signature over the challenge's message, 128 hex digits.
 */
public record PossessionProof(String challengeId, String publicKey, String signature) {
  private static final int CHALLENGE_ID_BYTES = 16;
  private static final int PUBLIC_KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  /** Checks that everything is hex of the right length. */
  public PossessionProof {
    Text.hex("challenge_id", challengeId, CHALLENGE_ID_BYTES);
    Text.hex("public_key", publicKey, PUBLIC_KEY_BYTES);
    Text.hex("signature", signature, SIGNATURE_BYTES);
  }
}
