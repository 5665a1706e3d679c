package io.tollgate.audit.proof;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What a log commits itself to: C2SP tlog-checkpoint, {@code origin\nsize\nroot\n}, and two
 * extension lines, {@code time NS} and {@code journal POSITION}. Behind the position may stand the
 * CRC-32C of the journal record there, in eight hex digits: positions are used again where a
 * journal lost its tail, and then the record differs.
 */
public final class Checkpoint {
  /** The checksum where it is not known which journal record is at the position. */
  public static final long NO_JOURNAL_CRC = -1;

  private static final long MAX_CRC = 0xFFFF_FFFFL;
  private static final String TIME = "time ";
  private static final String JOURNAL = "journal ";
  private static final int LINES = 5;

  private final String origin;
  private final long size;
  private final byte[] root;
  private final long timeNs;
  private final long journalPosition;
  private final long journalCrc;

  /** A checkpoint that does not say which journal record is at its position. */
  public Checkpoint(
      final String origin,
      final long size,
      final byte[] root,
      final long timeNs,
      final long journalPosition) {
    this(origin, size, root, timeNs, journalPosition, NO_JOURNAL_CRC);
  }

  /**
   * A checkpoint.
   *
   * @param origin the log's name.
   * @param size how many records it has.
   * @param root of their tree.
   * @param timeNs when it was made, epoch nanoseconds UTC.
   * @param journalPosition up to which the journal is in the log.
   * @param journalCrc of the journal record there, 0 to 2^32 - 1; or {@link #NO_JOURNAL_CRC}.
   */
  public Checkpoint(
      final String origin,
      final long size,
      final byte[] root,
      final long timeNs,
      final long journalPosition,
      final long journalCrc) {
    if (!VerifierKey.isName(origin)
        || size < 0
        || root.length != TreeHasher.HASH_LENGTH
        || timeNs < 0
        || journalPosition < 0
        || journalCrc < NO_JOURNAL_CRC
        || journalCrc > MAX_CRC) {
      throw new IllegalArgumentException("not a checkpoint");
    }
    this.origin = origin;
    this.size = size;
    this.root = root.clone();
    this.timeNs = timeNs;
    this.journalPosition = journalPosition;
    this.journalCrc = journalCrc;
  }

  /**
   * Reads a note's text, of which there is one form only.
   *
   * @throws ProofFormatException where it is no checkpoint.
   */
  public static Checkpoint parse(final String text) {
    try {
      final List<String> lines = text.lines().toList();
      if (lines.size() == LINES
          && lines.get(3).startsWith(TIME)
          && lines.get(4).startsWith(JOURNAL)) {
        final String[] journal = lines.get(4).substring(JOURNAL.length()).split(" ", 2);
        final Checkpoint checkpoint =
            new Checkpoint(
                lines.get(0),
                Long.parseLong(lines.get(1)),
                Base64.getDecoder().decode(lines.get(2)),
                Long.parseLong(lines.get(3).substring(TIME.length())),
                Long.parseLong(journal[0]),
                journal.length == 1 ? NO_JOURNAL_CRC : HexFormat.fromHexDigitsToLong(journal[1]));
        if (checkpoint.text().equals(text)) {
          return checkpoint;
        }
      }
    } catch (final IllegalArgumentException e) {
      throw new ProofFormatException(
          BreakReason.CHECKPOINT_INVALID, "a note is no checkpoint: " + e.getMessage());
    }
    throw new ProofFormatException(BreakReason.CHECKPOINT_INVALID, "a note is no checkpoint");
  }

  /** The text that is signed. */
  public String text() {
    return origin
        + "\n"
        + size
        + "\n"
        + Base64.getEncoder().encodeToString(root)
        + "\n"
        + TIME
        + timeNs
        + "\n"
        + JOURNAL
        + journalPosition
        + (journalCrc == NO_JOURNAL_CRC ? "" : " " + HexFormat.of().toHexDigits(journalCrc, 8))
        + "\n";
  }

  /** The log's name. */
  public String origin() {
    return origin;
  }

  /** How many records the log had. */
  public long size() {
    return size;
  }

  /** The root of their tree, a copy. */
  public byte[] root() {
    return root.clone();
  }

  boolean hasRoot(final byte[] other) {
    return java.util.Arrays.equals(root, other);
  }

  /** When it was made, epoch nanoseconds UTC. */
  public long timeNs() {
    return timeNs;
  }

  /** The journal position up to which all that belongs into the log is in it. */
  public long journalPosition() {
    return journalPosition;
  }

  /** Checksum of the journal record there; {@link #NO_JOURNAL_CRC} where it is not known. */
  public long journalCrc() {
    return journalCrc;
  }
}
