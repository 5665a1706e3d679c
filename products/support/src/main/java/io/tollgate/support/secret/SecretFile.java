package io.tollgate.support.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** One secret in one file of mode 0600. Whatever others could read is refused. Any thread. */
public final class SecretFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final int MAX_BYTES = 64 * 1024;

  private final Path path;

  /** The file at a path, which need not exist yet. */
  public SecretFile(final Path path) {
    this.path = path;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * The secret's text, without the line's end.
   *
   * @throws UncheckedIOException where the file is missing, too long or open to others.
   */
  public String read() {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new IOException(path + " is too long to be a secret");
      }
      final Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (permissions.stream().anyMatch(OTHERS::contains)) {
        throw new IOException(
            path
                + " is open to others ("
                + PosixFilePermissions.toString(permissions)
                + "); chmod 600 it");
      }
      return Files.readString(path).strip();
    } catch (final IOException ex) {
      throw new UncheckedIOException("cannot read the secret in " + path, ex);
    }
  }

  /**
   * The secret's text; where there is no file, one is made with so many random bytes in hex.
   *
   * @throws UncheckedIOException where it can neither be read nor be made.
   */
  public String readOrCreate(final int randomBytes) {
    if (Files.exists(path)) {
      return read();
    }
    final byte[] random = new byte[randomBytes];
    new SecureRandom().nextBytes(random);
    try {
      create(HexFormat.of().formatHex(random));
    } catch (final FileAlreadyExistsException ex) {
      return read();
    } catch (final IOException ex) {
      throw new UncheckedIOException("cannot keep a secret in " + path, ex);
    }
    return read();
  }

  /**
   * Puts another secret in its place, in one step.
   *
   * @throws UncheckedIOException where it cannot be written; the old one is still there.
   */
  public void replace(final String text) {
    try {
      final Path whole = writeBeside(text);
      try {
        Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (final IOException ex) {
      throw new UncheckedIOException("cannot keep a secret in " + path, ex);
    }
  }

  private void create(final String text) throws IOException {
    final Path whole = writeBeside(text);
    try {
      // A link, unlike a move, fails where another process was faster, so that both see the same
      // secret.
      Files.createLink(path, whole);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private Path writeBeside(final String text) throws IOException {
    final Path whole =
        path.resolveSibling(path.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    Files.deleteIfExists(whole);
    try (FileChannel channel =
        FileChannel.open(
            whole,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      channel.write(
          ByteBuffer.wrap((text + System.lineSeparator()).getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    return whole;
  }
}
