package io.tollgate.identity.domain;

import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.Scope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A link was sealed that its delegator asked for, with the delegator's signature.
 *
 * @param minted the link.
 * @param keySequence of the delegator's key.
 * @param signature over the {@link DelegationRequest} that the link answers, in hex.
 */
public record DelegationSigned(
    IdentityEvent.DelegationMinted minted, int keySequence, String signature)
    implements IdentityEvent {
  static final int TYPE = 5;

  static DelegationSigned read(final ByteBuffer in) {
    final byte[] link = EventBytes.bytes(in, LinkLayout.SEALED_LENGTH);
    final DelegationMinted minted = new DelegationMinted(link, in.getLong(), EventBytes.text(in));
    return new DelegationSigned(
        minted, in.getInt(), EventBytes.hex(in, KeyRotation.SIGNATURE_LENGTH));
  }

  /** What the delegator signed. */
  public DelegationRequest request() {
    return DelegationRequest.of(minted.link(), minted.parentLinkId(), minted.scope());
  }

  /** Whether the scope's text is the one whose hash the link carries. */
  public boolean isScopeOfLink() {
    return LinkLayout.scopeHash(new UnsafeBuffer(minted.link()), 0) == Scope.hash(minted.scope());
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    final byte[] utf8 = minted.scope().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(
            1
                + LinkLayout.SEALED_LENGTH
                + Long.BYTES
                + Short.BYTES
                + utf8.length
                + Integer.BYTES
                + KeyRotation.SIGNATURE_LENGTH)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) VERSION)
        .put(minted.link())
        .putLong(minted.parentLinkId())
        .putShort((short) utf8.length)
        .put(utf8)
        .putInt(keySequence)
        .put(HexFormat.of().parseHex(signature))
        .array();
  }
}
