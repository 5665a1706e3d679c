package io.tollgate.adminapi.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read. */
final class SecretFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<PosixFilePermission> OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final long MAX_BYTES = 8_192;

  private SecretFile() {}

  /**
   * The text without the white space around it.
   *
   * @throws IOException also where others may read or write the file, or it is too long for a
   *     secret.
   */
  static String read(final Path file) throws IOException {
    if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException(file + " is open to others; run: chmod 600 " + file);
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is too long for a secret");
    }
    return Files.readString(file, StandardCharsets.US_ASCII).strip();
  }

  /**
   * Puts the text in the file's place in one step, open to its owner only from the first byte on.
   */
  static void write(final Path file, final String text) throws IOException {
    final Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
    final Path fresh =
        Files.createTempFile(directory, file.getFileName().toString(), ".new", OWNER_ONLY_FILE);
    try {
      Files.writeString(fresh, text + "\n", StandardCharsets.US_ASCII);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
