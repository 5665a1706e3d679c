package io.tollgate.identity.domain;

import io.tollgate.crypto.Ed25519;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who answers for a link.
 *
 * @param linkId which.
 * @param mintedBy on whose behalf the gate sealed it.
 * @param signed what the delegator signed; empty where it is the operator's word alone.
 */
public record DelegationEvidence(long linkId, String mintedBy, Optional<Signed> signed) {
  /**
   * A request and the delegator's signature under it.
   *
   * @param request what was asked for.
   * @param publicKey of the delegator at that time, in hex.
   * @param keySequence of that key in the delegator's succession.
   * @param signature 64 bytes in hex.
   */
  public record Signed(
      DelegationRequest request, String publicKey, int keySequence, String signature) {
    /** Whether the signature is the key's over the request. */
    public boolean isValid() {
      final HexFormat hex = HexFormat.of();
      return Ed25519.verify(hex.parseHex(publicKey), request.message(), hex.parseHex(signature));
    }
  }
}
