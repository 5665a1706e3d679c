package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Tier;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A join token was made.
 *
 * @param tokenId names it, in hex.
 * @param hash of what its holder has, in hex.
 * @param wanted what it is bound to.
 */
public record JoinTokenMade(String tokenId, String hash, NewJoinToken wanted)
    implements IdentityEvent {
  static final int TYPE = 6;

  static JoinTokenMade read(final ByteBuffer in) {
    final String tokenId = EventBytes.hex(in, JoinSecret.ID_LENGTH);
    final String hash = EventBytes.hex(in, JoinSecret.HASH_LENGTH);
    final int tenantId = in.getInt();
    final Tier tier = Tier.ofCode(Byte.toUnsignedInt(in.get()));
    final Instant expiresAt = Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt()));
    final Owner owner = Owner.ofText(EventBytes.text(in));
    if (tier == null) {
      throw new IllegalArgumentException("no such tier");
    }
    return new JoinTokenMade(tokenId, hash, new NewJoinToken(tenantId, owner, tier, expiresAt));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    final HexFormat hex = HexFormat.of();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(VERSION);
    out.writeBytes(hex.parseHex(tokenId));
    out.writeBytes(hex.parseHex(hash));
    out.writeBytes(
        ByteBuffer.allocate(2 * Integer.BYTES + 1)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(wanted.tenantId())
            .put((byte) wanted.tier().code())
            .putInt((int) wanted.expiresAt().getEpochSecond())
            .array());
    EventBytes.writeText(out, wanted.owner().text());
    return out.toByteArray();
  }
}
