package io.tollgate.ops.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that hold a secret: only their owner may read them, and none is overwritten. */
public final class SecretFile {

  private static final int MOST_BYTES = 16 * 1024;

  private SecretFile() {}

  /**
   * Writes a new file with mode 0600.
   *
   * @throws CliException where it exists or cannot be written
   */
  public static void write(final Path file, final String secret) {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      final ByteBuffer bytes = StandardCharsets.UTF_8.encode(secret + "\n");
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (final FileAlreadyExistsException e) {
      throw exists(file, e);
    } catch (final IOException e) {
      throw new CliException(ExitCode.FAILURE, "cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Says early that a file could not be written, before the secret is made.
   *
   * @throws CliException where it exists
   */
  public static void requireAbsent(final Path file) {
    if (Files.exists(file)) {
      throw exists(file, null);
    }
  }

  private static CliException exists(final Path file, final Throwable cause) {
    return new CliException(
        ExitCode.FAILURE, file + " exists; name another file or move it away", cause);
  }

  /**
   * Reads a secret.
   *
   * @return its text without blanks around it
   * @throws CliException where it cannot be read, is empty, or is too long to be one
   */
  public static String read(final Path file) {
    final String text;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw CliException.failure(file + " is longer than " + MOST_BYTES + " bytes");
      }
      text = Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (final IOException e) {
      throw new CliException(
          ExitCode.FAILURE, "cannot read " + file + ": " + e.getClass().getSimpleName(), e);
    }
    if (text.isEmpty()) {
      throw CliException.failure(file + " is empty");
    }
    return text;
  }
}
