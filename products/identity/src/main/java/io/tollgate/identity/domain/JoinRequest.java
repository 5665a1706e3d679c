package io.tollgate.identity.domain;

/**
 * Who holds a join token and a key asks to become an agent.
 *
 * @param secret text of the join token, a secret.
 * @param name of the agent, 1 to 64 bytes.
 * @param publicKey Ed25519, 64 hex digits.
 * @param signature of that key over {@link JoinSecret#message}, 128 hex digits.
 */
public record JoinRequest(String secret, String name, String publicKey, String signature) {
  private static final int MAX_NAME_BYTES = 64;

  /** Checks what can be checked without asking anyone. */
  public JoinRequest {
    Text.checked("name", name, MAX_NAME_BYTES);
    publicKey = Text.lowerHex("public_key", publicKey, KeyRotation.KEY_LENGTH);
    signature = Text.lowerHex("signature", signature, KeyRotation.SIGNATURE_LENGTH);
  }

  /** Shows everything but the token. */
  @Override
  public String toString() {
    return "JoinRequest[name=" + name + ", publicKey=" + publicKey + "]";
  }
}
