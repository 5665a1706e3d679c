package io.tollgate.client;

import io.aeron.ExclusivePublication;
import io.aeron.logbuffer.BufferClaim;
import io.tollgate.sbe.gate.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * Room for one request in the publication's term buffer: claimed, written, committed. One thread;
 * allocates nothing.
 */
final class RequestClaim {
  /** Bytes of the length in front of a part of variable length. */
  static final int VAR_LENGTH_FIELD = 2;

  private static final int ATTEMPTS = 3;

  private final BufferClaim claim = new BufferClaim();
  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private ExclusivePublication publication;

  void publication(final ExclusivePublication value) {
    this.publication = value;
  }

  /**
   * Claims room.
   *
   * @param blockLength of the message's fixed fields.
   * @param rest bytes of its group and of its parts of variable length.
   * @return SENT where the message must now be written and committed.
   */
  OfferResult claim(final int blockLength, final int rest) {
    if (publication == null) {
      return OfferResult.NOT_CONNECTED;
    }
    final int length = MessageHeaderEncoder.ENCODED_LENGTH + blockLength + rest;
    OfferResult result = OfferResult.ADMIN_ACTION;
    for (int i = 0; i < ATTEMPTS && result == OfferResult.ADMIN_ACTION; i++) {
      result = OfferResult.of(publication.tryClaim(length, claim));
    }
    return result;
  }

  MutableDirectBuffer buffer() {
    return claim.buffer();
  }

  int offset() {
    return claim.offset();
  }

  MessageHeaderEncoder header() {
    return header;
  }

  OfferResult commit() {
    claim.commit();
    return OfferResult.SENT;
  }
}
