package io.tollgate.support.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, which travel on the class path and are unpacked once for each content. */
final class PostgresBinaries {
  private static final int NAME_BYTES = 6;
  private static final int OWNER_EXECUTE = 0100;

  private final Path home;

  private PostgresBinaries(final Path home) {
    this.home = home;
  }

  /** One of the programs: initdb, pg_ctl or postgres. */
  String program(final String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /**
   * Unpacks the programs below a directory unless they are there already.
   *
   * @throws PostgresException where there are none for this machine, or no room.
   */
  static PostgresBinaries unpackedIn(final Path parent) {
    final String resource = "/postgres-" + platform() + ".txz";
    try {
      final Path home = parent.resolve("binaries-" + contentName(resource));
      if (!Files.isDirectory(home)) {
        Files.createDirectories(parent);
        final Path partial = Files.createTempDirectory(parent, "unpacking-");
        try {
          unpack(resource, partial);
          moveInto(partial, home);
        } finally {
          deleteTree(partial);
        }
      }
      return new PostgresBinaries(home);
    } catch (final IOException ex) {
      throw new PostgresException("cannot unpack PostgreSQL into " + parent, ex);
    }
  }

  private static String platform() {
    final String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    final String machine = System.getProperty("os.arch");
    final String name = machine.equals("amd64") ? "x86_64" : machine;
    return system + "-" + name;
  }

  private static InputStream open(final String resource) {
    final InputStream input = PostgresBinaries.class.getResourceAsStream(resource);
    if (input == null) {
      throw new PostgresException(
          "no embedded PostgreSQL for "
              + platform()
              + " is on the class path; give the address of an external one");
    }
    return input;
  }

  private static String contentName(final String resource) throws IOException {
    try (InputStream input = open(resource)) {
      final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream digesting = new DigestInputStream(input, sha256)) {
        digesting.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, NAME_BYTES);
    } catch (final NoSuchAlgorithmException ex) {
      throw new IllegalStateException("every Java has SHA-256", ex);
    }
  }

  private static void unpack(final String resource, final Path target) throws IOException {
    try (InputStream input = open(resource);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(input)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        final Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("the archive reaches out of its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          unpackFile(tar, entry, file);
        }
      }
    }
  }

  private static void unpackFile(
      final TarArchiveInputStream tar, final TarArchiveEntry entry, final Path file)
      throws IOException {
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, file);
    final boolean executable = (entry.getMode() & OWNER_EXECUTE) != 0;
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static void moveInto(final Path partial, final Path home) throws IOException {
    try {
      Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (final IOException ex) {
      // Another process may have been faster; its copy is as good.
      if (!Files.isDirectory(home)) {
        throw ex;
      }
    }
  }

  static void deleteTree(final Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(final Path directory, final IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
