package io.tollgate.identity.domain;

import io.tollgate.support.error.InvalidRequestException;

/**
 * The delegator's word for a link.
 *
 * @param linkId that it chose, not 0.
 * @param signature by its current key over {@link DelegationRequest#message()}, 128 hex digits.
 */
public record DelegatorSignature(long linkId, String signature) {
  /** Checks the form. */
  public DelegatorSignature {
    if (linkId == 0) {
      throw new InvalidRequestException("link_id", "must not be 0");
    }
    signature = Text.lowerHex("signature", signature, KeyRotation.SIGNATURE_LENGTH);
  }
}
