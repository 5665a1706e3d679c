package io.tollgate.audit.proof;

import java.util.Base64;
import java.util.List;

/**
 * What a log commits itself to: C2SP tlog-checkpoint, {@code origin\nsize\nroot\n}, and two
 * extension lines, {@code time NS} and {@code journal POSITION}.
 */
public final class Checkpoint {
  private static final String TIME = "time ";
  private static final String JOURNAL = "journal ";
  private static final int LINES = 5;

  private final String origin;
  private final long size;
  private final byte[] root;
  private final long timeNs;
  private final long journalPosition;

  /**
   * A checkpoint.
   *
   * @param origin the log's name.
   * @param size how many records it has.
   * @param root of their tree.
   * @param timeNs when it was made, epoch nanoseconds UTC.
   * @param journalPosition up to which the journal is in the log.
   */
  public Checkpoint(
      final String origin,
      final long size,
      final byte[] root,
      final long timeNs,
      final long journalPosition) {
    if (!VerifierKey.isName(origin)
        || size < 0
        || root.length != TreeHasher.HASH_LENGTH
        || timeNs < 0
        || journalPosition < 0) {
      throw new IllegalArgumentException("not a checkpoint");
    }
    this.origin = origin;
    this.size = size;
    this.root = root.clone();
    this.timeNs = timeNs;
    this.journalPosition = journalPosition;
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
        final Checkpoint checkpoint =
            new Checkpoint(
                lines.get(0),
                Long.parseLong(lines.get(1)),
                Base64.getDecoder().decode(lines.get(2)),
                Long.parseLong(lines.get(3).substring(TIME.length())),
                Long.parseLong(lines.get(4).substring(JOURNAL.length())));
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
}
