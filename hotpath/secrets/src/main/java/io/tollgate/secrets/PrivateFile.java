package io.tollgate.secrets;

import java.io.IOException;
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
import java.util.Arrays;
import java.util.Set;

/**
 * A file of mode 0600 that is read whole or not at all, also after a crash. What others could read
 * is refused. Any thread.
 */
final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final int MAX_BYTES = 64 * 1024;

  private final Path path;

  PrivateFile(final Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /** Its text without blanks around it. */
  String read() {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new SecretException(path + " is too long to be a secret");
      }
      final Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (permissions.stream().anyMatch(OTHERS::contains)) {
        throw new SecretException(
            path
                + " is open to others ("
                + PosixFilePermissions.toString(permissions)
                + "); chmod 600 it");
      }
      // Latin-1 takes any byte, so that no error repeats what was read.
      return Files.readString(path, StandardCharsets.ISO_8859_1).strip();
    } catch (final IOException e) {
      throw new SecretException("cannot read the secret in " + path, e);
    }
  }

  /**
   * Makes the file.
   *
   * @return false where there is one already; it stays as it is.
   */
  boolean create(final String text) {
    try {
      final Path whole = writeBeside(text);
      try {
        // A link, unlike a move, fails where another process was faster, so that both see the same.
        Files.createLink(path, whole);
        forceDirectory();
        return true;
      } catch (final FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (final IOException e) {
      throw new SecretException("cannot keep a secret in " + path, e);
    }
  }

  /** Puts another text in its place, in one step. */
  void replace(final String text) {
    try {
      moveHere(writeBeside(text));
    } catch (final IOException e) {
      throw new SecretException("cannot keep a secret in " + path, e);
    }
  }

  /** Takes the place of another file, in one step. */
  void moveTo(final PrivateFile target) {
    try {
      target.moveHere(path);
    } catch (final IOException e) {
      throw new SecretException("cannot move " + path + " to " + target.path, e);
    }
  }

  /** Overwrites the file with zeros and deletes it; does nothing where there is none. */
  void destroy() {
    if (!exists()) {
      return;
    }
    try {
      Files.write(path, new byte[(int) Files.size(path)], StandardOpenOption.DSYNC);
      Files.delete(path);
      forceDirectory();
    } catch (final IOException e) {
      throw new SecretException("the secret in " + path + " cannot be destroyed", e);
    }
  }

  private void moveHere(final Path whole) throws IOException {
    try {
      Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceDirectory();
    } finally {
      if (!whole.equals(path)) {
        Files.deleteIfExists(whole);
      }
    }
  }

  private Path writeBeside(final String text) throws IOException {
    final Path whole =
        path.resolveSibling(path.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    Files.deleteIfExists(whole);
    final byte[] bytes = (text + "\n").getBytes(StandardCharsets.ISO_8859_1);
    try (FileChannel channel =
        FileChannel.open(
            whole,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      final ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
    return whole;
  }

  /** Without it a power failure could undo a rename that something later relies on. */
  private void forceDirectory() throws IOException {
    try (FileChannel directory =
        FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
