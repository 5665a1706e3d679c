package io.tollgate.audit.proof;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A text and who signed it: C2SP signed-note, with Ed25519 signatures. */
public final class SignedNote {
  /** Most bytes of a note. */
  public static final int MAX_LENGTH = 16 * 1024;

  private static final int MAX_SIGNATURES = 16;
  private static final String LINE_START = "\u2014 ";

  private final String text;
  private final List<Signature> signatures;

  private record Signature(String name, int keyId, String base64) {
    byte[] bytes() {
      final byte[] all = Base64.getDecoder().decode(base64);
      return Arrays.copyOfRange(all, Integer.BYTES, all.length);
    }
  }

  /** Whose signature a note carries. */
  public enum Verdict {
    /** The key's, and it fits. */
    VALID,
    /** The key's by name and id, but it does not fit. */
    INVALID,
    /** Not the key's. */
    OTHER_KEY
  }

  private SignedNote(final String text, final List<Signature> signatures) {
    this.text = text;
    this.signatures = signatures;
  }

  /** Signs a text that ends its last line; returns the note. */
  public static byte[] sign(
      final String text, final VerifierKey key, final Ed25519KeyPair keyPair) {
    final byte[] signature = Ed25519.sign(keyPair, text.getBytes(StandardCharsets.UTF_8));
    final byte[] tagged = new byte[Integer.BYTES + signature.length];
    LittleEndian.putInt32(tagged, 0, Integer.reverseBytes(key.keyId()));
    System.arraycopy(signature, 0, tagged, Integer.BYTES, signature.length);
    return (text
            + "\n"
            + LINE_START
            + key.name()
            + " "
            + Base64.getEncoder().encodeToString(tagged)
            + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a note; believes nothing yet.
   *
   * @throws ProofFormatException where it is none.
   */
  public static SignedNote parse(final byte[] bytes) {
    if (bytes.length > MAX_LENGTH) {
      throw malformed("a note has at most " + MAX_LENGTH + " bytes, not " + bytes.length);
    }
    final String note = Utf8.decode(bytes, 0, bytes.length);
    if (note == null || note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw malformed("a note is UTF-8 without control characters");
    }
    final int blank = note.lastIndexOf("\n\n");
    if (blank < 1 || !note.endsWith("\n") || blank + 2 == note.length()) {
      throw malformed("a note is a text, an empty line and signatures");
    }
    final List<Signature> signatures = new ArrayList<>();
    for (final String line : note.substring(blank + 2, note.length() - 1).split("\n", -1)) {
      signatures.add(signature(line));
    }
    if (signatures.size() > MAX_SIGNATURES) {
      throw malformed("a note has at most " + MAX_SIGNATURES + " signatures");
    }
    return new SignedNote(note.substring(0, blank + 1), List.copyOf(signatures));
  }

  private static Signature signature(final String line) {
    final int space = line.indexOf(' ', LINE_START.length());
    if (!line.startsWith(LINE_START) || space < 0) {
      throw malformed("a line of a note is no signature");
    }
    final String base64 = line.substring(space + 1);
    try {
      final byte[] bytes = Base64.getDecoder().decode(base64);
      if (bytes.length > Integer.BYTES
          && Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        final int keyId = Integer.reverseBytes(LittleEndian.int32(bytes, 0));
        return new Signature(line.substring(LINE_START.length(), space), keyId, base64);
      }
    } catch (final IllegalArgumentException e) {
      throw malformed("a note's signature is not base64: " + e.getMessage());
    }
    throw malformed("a note's signature is not base64");
  }

  private static ProofFormatException malformed(final String what) {
    return new ProofFormatException(BreakReason.CHECKPOINT_INVALID, what);
  }

  /** What was signed, its last newline included. */
  public String text() {
    return text;
  }

  /** Whether a key signed it. A signature of the key's that does not fit spoils the note. */
  public Verdict verdict(final VerifierKey key) {
    final byte[] message = text.getBytes(StandardCharsets.UTF_8);
    Verdict verdict = Verdict.OTHER_KEY;
    for (final Signature signature : signatures) {
      if (signature.keyId() == key.keyId() && signature.name().equals(key.name())) {
        if (!key.verifies(message, signature.bytes())) {
          return Verdict.INVALID;
        }
        verdict = Verdict.VALID;
      }
    }
    return verdict;
  }
}
