package io.tollgate.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Says up to where retention removed the journal, so that a beginning that was removed on purpose
 * can be told from one that was lost. One line of text: batch sequence, position and time of the
 * last batch removed.
 *
 * @param batchSequence 0 where nothing was removed
 * @param position of its last record
 * @param timeNs epoch nanoseconds UTC
 */
record PrunedMark(long batchSequence, long position, long timeNs) {
  private static final String FILE = "pruned.txt";
  private static final PrunedMark NONE = new PrunedMark(0, 0, 0);

  static PrunedMark read(final Path directory) {
    final Path file = directory.resolve(FILE);
    try {
      final String[] words = Files.readString(file).strip().split(" ", -1);
      if (words.length != 3) {
        throw damaged(file, null);
      }
      return new PrunedMark(
          Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    } catch (final NoSuchFileException e) {
      return NONE;
    } catch (final NumberFormatException e) {
      throw damaged(file, e);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JournalException damaged(final Path file, final Exception cause) {
    return new JournalException(
        JournalException.Kind.CORRUPT,
        file.getFileName() + " does not say what was removed",
        cause);
  }

  /** Puts it on the disk in one step, in place of the one before. */
  void write(final Path directory) throws IOException {
    final Path draft = directory.resolve(FILE + ".draft");
    final String line = batchSequence + " " + position + " " + timeNs + "\n";
    Files.writeString(draft, line, StandardCharsets.US_ASCII);
    JournalFiles.makePrivate(draft);
    force(draft, StandardOpenOption.WRITE);
    Files.move(
        draft,
        directory.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(directory, StandardOpenOption.READ);
  }

  private static void force(final Path path, final StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }
}
