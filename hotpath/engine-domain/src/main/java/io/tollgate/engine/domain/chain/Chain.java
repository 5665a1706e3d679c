package io.tollgate.engine.domain.chain;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A chain of links as its holder keeps it: a bearer secret, never to be logged. Immutable; any
 * thread. Holding one proves nothing; {@link ChainAuthenticator} does.
 *
 * <p>Text form: {@code tgc1.} and the bytes in base64url without padding (RFC 4648, section 5).
 */
public final class Chain {
  private static final String TEXT_PREFIX = "tgc1.";
  private static final int MAX_TEXT_LENGTH =
      TEXT_PREFIX.length() + (LinkLayout.MAX_CHAIN_LENGTH + 2) / 3 * 4;

  private final byte[] bytes;
  private final DirectBuffer buffer;

  private Chain(final byte[] bytes) {
    this.bytes = bytes;
    this.buffer = new UnsafeBuffer(bytes);
  }

  /**
   * A chain of bytes.
   *
   * @param bytes 1 to 8 links, root first; copied.
   * @return the chain.
   * @throws IllegalArgumentException if no chain has that length.
   */
  public static Chain ofBytes(final byte[] bytes) {
    if (bytes.length == 0
        || bytes.length % LinkLayout.LINK_LENGTH != 0
        || bytes.length > LinkLayout.MAX_CHAIN_LENGTH) {
      throw new IllegalArgumentException(
          "a chain is 1 to 8 links of 151 bytes, not " + bytes.length + " bytes");
    }
    return new Chain(bytes.clone());
  }

  /**
   * Reads the text form.
   *
   * @param text with or without white space around it.
   * @return the chain.
   * @throws IllegalArgumentException if the text is no chain; the text is not repeated in it.
   */
  public static Chain ofText(final String text) {
    final String trimmed = text.strip();
    if (!trimmed.startsWith(TEXT_PREFIX) || trimmed.length() > MAX_TEXT_LENGTH) {
      throw new IllegalArgumentException("a chain's text begins with " + TEXT_PREFIX);
    }
    final byte[] decoded;
    try {
      decoded = Base64.getUrlDecoder().decode(trimmed.substring(TEXT_PREFIX.length()));
    } catch (final IllegalArgumentException ex) {
      throw new IllegalArgumentException("a chain's text is base64url after " + TEXT_PREFIX, ex);
    }
    return ofBytes(decoded);
  }

  /** The text form: a secret. */
  public String toText() {
    return TEXT_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A read-only view of the bytes, from index 0. */
  public DirectBuffer buffer() {
    return buffer;
  }

  /** Length of all links in bytes. */
  public int length() {
    return bytes.length;
  }

  /** How many links. */
  public int links() {
    return bytes.length / LinkLayout.LINK_LENGTH;
  }

  /** Copies the bytes. */
  public void copyTo(final MutableDirectBuffer to, final int offset) {
    to.putBytes(offset, bytes);
  }

  /** Where a hop's link begins. */
  public int linkOffset(final int hop) {
    if (hop < 0 || hop >= links()) {
      throw new IndexOutOfBoundsException("hop " + hop + " of " + links());
    }
    return hop * LinkLayout.LINK_LENGTH;
  }

  /** The agent that a hop delegates to; a copy of 32 bytes. */
  public byte[] agentId(final int hop) {
    final int from = LinkLayout.agentIdOffset(linkOffset(hop));
    return Arrays.copyOfRange(bytes, from, from + LinkLayout.ID_LENGTH);
  }

  /** The last agent: the one that acts. */
  public byte[] leafAgentId() {
    return agentId(links() - 1);
  }

  /** A hop's bytes under the tag, without it: what may be told to others. */
  public byte[] sealedBytes(final int hop) {
    final int from = linkOffset(hop);
    return Arrays.copyOfRange(bytes, from, from + LinkLayout.SEALED_LENGTH);
  }

  @Override
  public boolean equals(final Object other) {
    return other instanceof final Chain chain && MessageDigest.isEqual(bytes, chain.bytes);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(buffer.getLong(bytes.length - LinkLayout.TAG_LENGTH));
  }

  /** Says how long the chain is, and nothing that would let anyone use it. */
  @Override
  public String toString() {
    return "Chain[" + links() + " links]";
  }
}
