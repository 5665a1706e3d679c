package io.tollgate.support;

import java.util.Arrays;
import java.util.HexFormat;

/** The SHA-256 of an agent's inception public key: 32 bytes, in text 64 lower-case hex digits. */
public final class AgentId implements Comparable<AgentId> {
  /** Bytes of an agent id. */
  public static final int LENGTH = 32;

  private static final HexFormat HEX = HexFormat.of();

  private final byte[] bytes;

  private AgentId(final byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The id of 32 bytes, which are copied.
   *
   * @throws IllegalArgumentException where there are not exactly 32.
   */
  public static AgentId of(final byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "an agent id has " + LENGTH + " bytes, not " + bytes.length);
    }
    return new AgentId(bytes.clone());
  }

  /**
   * The id of 64 hex digits.
   *
   * @throws IllegalArgumentException where the text is anything else.
   */
  public static AgentId ofHex(final String hex) {
    if (hex.length() != 2 * LENGTH) {
      throw new IllegalArgumentException(
          "an agent id has " + 2 * LENGTH + " hex digits, not " + hex.length());
    }
    return new AgentId(HEX.parseHex(hex));
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    return HEX.formatHex(bytes);
  }

  @Override
  public int compareTo(final AgentId other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(final Object other) {
    return other instanceof AgentId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
