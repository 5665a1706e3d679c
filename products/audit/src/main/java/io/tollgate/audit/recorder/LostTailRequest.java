package io.tollgate.audit.recorder;

import io.tollgate.audit.log.AuditLogException;
import io.tollgate.audit.log.LostTail;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * An operator's wish that the recorder admit the loss of just these journal positions and go on: a
 * file beside the logs, which the recorder looks for while the journal is behind them.
 */
public final class LostTailRequest {
  private static final int MAX_LENGTH = 64;

  private final Path file;

  /** The request in a directory of logs. */
  public LostTailRequest(final Path directory) {
    file = directory.resolve("admit-lost-tail");
  }

  /** Asks; in place of what was asked before. */
  public void write(final LostTail lost) {
    final Path whole = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(whole);
      Files.createFile(
          whole,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(whole, lost.first() + "-" + lost.last() + "\n", StandardCharsets.US_ASCII);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (final IOException e) {
      throw new AuditLogException("cannot write " + file, e);
    }
  }

  /** What was asked; empty where nothing was, or it says no range. */
  Optional<LostTail> read() {
    try {
      if (!Files.exists(file) || Files.size(file) > MAX_LENGTH) {
        return Optional.empty();
      }
      final String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      return text.matches("\\d{1,18}-\\d{1,18}") ? Optional.of(parse(text)) : Optional.empty();
    } catch (final IOException e) {
      throw new AuditLogException("cannot read " + file, e);
    }
  }

  /** A range from its text, FIRST-LAST; throws IllegalArgumentException where it is none. */
  public static LostTail parse(final String text) {
    final String[] range = text.split("-", -1);
    if (range.length != 2) {
      throw new IllegalArgumentException("must be FIRST-LAST");
    }
    return new LostTail(Long.parseLong(range[0]), Long.parseLong(range[1]));
  }

  /** It is done: the next loss is another one, and is not admitted by it. */
  void remove() {
    try {
      Files.deleteIfExists(file);
      try (FileChannel channel = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
        channel.force(true);
      }
    } catch (final IOException e) {
      throw new AuditLogException("cannot remove " + file, e);
    }
  }
}
