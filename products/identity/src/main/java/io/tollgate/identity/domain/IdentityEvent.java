package io.tollgate.identity.domain;

import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.support.error.InvalidRequestException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Identity's own events in the journal. A payload begins with its version, 1; integers are
 * little-endian and unsigned; texts are UTF-8 with their length in 2 bytes before them. Nothing may
 * follow the last field.
 *
 * <pre>
 *   tenant created (1):    u8 version | u32 tenant id | text name
 *   delegation minted (2): u8 version | 119 bytes of the link, never its tag | u64 parent link id, 0 none | text scope
 *   key rotated (3):       u8 version | 32 agent id | u32 sequence | 32 old key | 32 new key | 64 signature by the old key | 64 by the new key
 *   request refused (4):   u8 version | u8 refusal | text subject
 *   delegation signed (5): as delegation minted | u32 sequence of the delegator's key | 64 its signature
 *   join token made (6):   u8 version | 16 token id | 32 hash | u32 tenant id | u8 tier | u32 expires at, seconds | text owner
 *   join token used (7):   u8 version | 16 token id | 32 agent id
 *   profile set (8):       u8 version | 32 agent id | text owner, empty none | u8 entries | of each: text key, text value
 *   prekeys low (9):       u8 version | 32 agent id | u32 one-time prekeys left
 *   retirement planned (10): u8 version | u32 key id | u32 at, seconds
 *   prekeys left (11):     u8 version | 32 agent id | u32 number of the identity-DH key | u8 signed prekeys | u8 one-time prekeys
 *   prekey taken (12):     u8 version | 32 agent id | u32 signed prekey | u32 one-time prekey, 0 none
 * </pre>
 */
public sealed interface IdentityEvent
    permits IdentityEvent.TenantCreated,
        IdentityEvent.DelegationMinted,
        KeyRotated,
        RequestRefused,
        DelegationSigned,
        JoinTokenMade,
        JoinTokenUsed,
        ProfileSet,
        PrekeysLow,
        KeyRetirementPlanned,
        PrekeysLeft,
        PrekeyTaken {
  /** Identity in the gate schema's Product. */
  int PRODUCT = 1;

  /** The version of every payload so far. */
  int VERSION = 1;

  /** The event's type, which never changes its meaning. */
  int type();

  /** The event's payload. */
  byte[] payload();

  /**
   * Reads an event.
   *
   * @return empty where the type or the version is not known or the payload is not of its form.
   */
  static Optional<IdentityEvent> read(final int type, final byte[] payload) {
    final ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (Byte.toUnsignedInt(in.get()) != VERSION) {
        return Optional.empty();
      }
      final Optional<IdentityEvent> event =
          switch (type) {
            case TenantCreated.TYPE ->
                Optional.of(new TenantCreated(in.getInt(), EventBytes.text(in)));
            case DelegationMinted.TYPE -> Optional.of(DelegationMinted.read(in));
            case KeyRotated.TYPE -> Optional.of(KeyRotated.read(in));
            case RequestRefused.TYPE -> Optional.of(RequestRefused.read(in));
            case DelegationSigned.TYPE -> Optional.of(DelegationSigned.read(in));
            case JoinTokenMade.TYPE -> Optional.of(JoinTokenMade.read(in));
            case JoinTokenUsed.TYPE -> Optional.of(JoinTokenUsed.read(in));
            case ProfileSet.TYPE -> Optional.of(ProfileSet.read(in));
            case PrekeysLow.TYPE -> Optional.of(PrekeysLow.read(in));
            case KeyRetirementPlanned.TYPE -> Optional.of(KeyRetirementPlanned.read(in));
            case PrekeysLeft.TYPE -> Optional.of(PrekeysLeft.read(in));
            case PrekeyTaken.TYPE -> Optional.of(PrekeyTaken.read(in));
            default -> Optional.empty();
          };
      return in.hasRemaining() ? Optional.empty() : event;
    } catch (final BufferUnderflowException
        | IllegalArgumentException
        | InvalidRequestException ex) {
      return Optional.empty();
    }
  }

  /**
   * A tenant was created.
   *
   * @param tenantId its number, unsigned.
   * @param name its name.
   */
  record TenantCreated(int tenantId, String name) implements IdentityEvent {
    static final int TYPE = 1;

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public byte[] payload() {
      final byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(1 + Integer.BYTES + Short.BYTES + utf8.length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .put((byte) VERSION)
          .putInt(tenantId)
          .putShort((short) utf8.length)
          .put(utf8)
          .array();
    }
  }

  /** A link was sealed. */
  final class DelegationMinted implements IdentityEvent {
    static final int TYPE = 2;

    private final byte[] link;
    private final long parentLinkId;
    private final String scope;

    /**
     * An event.
     *
     * @param link the bytes under the tag.
     * @param parentLinkId of the link above; 0 none.
     * @param scope the text of the link's scope.
     */
    public DelegationMinted(final byte[] link, final long parentLinkId, final String scope) {
      if (link.length != LinkLayout.SEALED_LENGTH) {
        throw new IllegalArgumentException(
            "a link without its tag has 119 bytes, not " + link.length);
      }
      this.link = link.clone();
      this.parentLinkId = parentLinkId;
      this.scope = scope;
    }

    private static DelegationMinted read(final ByteBuffer in) {
      final byte[] link = EventBytes.bytes(in, LinkLayout.SEALED_LENGTH);
      return new DelegationMinted(link, in.getLong(), EventBytes.text(in));
    }

    /** A copy of the bytes under the tag. */
    public byte[] link() {
      return link.clone();
    }

    /** Of the link above; 0 none. */
    public long parentLinkId() {
      return parentLinkId;
    }

    /** The text of the link's scope. */
    public String scope() {
      return scope;
    }

    @Override
    public int type() {
      return TYPE;
    }

    @Override
    public byte[] payload() {
      final byte[] utf8 = scope.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(1 + link.length + Long.BYTES + Short.BYTES + utf8.length)
          .order(ByteOrder.LITTLE_ENDIAN)
          .put((byte) VERSION)
          .put(link)
          .putLong(parentLinkId)
          .putShort((short) utf8.length)
          .put(utf8)
          .array();
    }

    @Override
    public boolean equals(final Object other) {
      return other instanceof DelegationMinted that && Arrays.equals(payload(), that.payload());
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(link);
    }
  }
}
