package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.BreakReason;
import io.tollgate.audit.proof.KeyEpoch;
import io.tollgate.audit.proof.ProofFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The files of one log beside its segments: the newest checkpoint and the key epochs. */
final class LogFiles {
  private static final String HEAD = "head";

  private final Path directory;

  LogFiles(final Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  static void create(final Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** The segment files, oldest first. */
  List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> SegmentFormat.firstOf(file) >= 0).sorted().toList();
    }
  }

  /**
   * The newest checkpoint that was given out; empty where there never was one, and where a power
   * loss left none of its bytes. Each batch ends with one too, so that it can be made again.
   */
  Optional<byte[]> head() throws IOException {
    final Path file = directory.resolve(HEAD);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    final byte[] note = Files.readAllBytes(file);
    return Arrays.equals(note, new byte[note.length]) ? Optional.empty() : Optional.of(note);
  }

  /** What to say to whom needs a checkpoint and finds none. */
  String noHead() {
    return "the newest checkpoint of "
        + directory
        + " is missing or empty; it is made again when the log is next written";
  }

  /** Puts a checkpoint in the place of the one before; not forced, for it can be made again. */
  void head(final byte[] note) throws IOException {
    replace(directory.resolve(HEAD), note, false);
  }

  /** The records that began an epoch, by sequence. */
  List<KeptEpoch> epochs() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches("epoch-\\d{20}"))
          .sorted()
          .map(KeptEpoch::read)
          .toList();
    }
  }

  /** Keeps the record that began an epoch, so that it outlives its segment. */
  void keep(final KeptEpoch epoch) throws IOException {
    final Path file = directory.resolve(String.format("epoch-%020d", epoch.sequence()));
    replace(file, epoch.toBytes(), true);
    forceDirectory();
  }

  /** Puts another content in a file's place in one step; only the owner may read it. */
  static void replace(final Path file, final byte[] bytes, final boolean isForced)
      throws IOException {
    final Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    try (FileChannel channel = newFile(whole)) {
      final ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (isForced) {
        channel.force(true);
      }
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Opens a file for writing that only its owner may read; made where it is missing. */
  static FileChannel newFile(final Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** The key that a record's epoch begins. */
  static byte[] publicKeyOf(final AuditRecord epoch) {
    final byte[] metadata = epoch.metadata();
    if (metadata.length != KeyEpoch.LENGTH) {
      throw new ProofFormatException(BreakReason.KEY_EPOCH_INVALID, "a key epoch is none");
    }
    return KeyEpoch.publicKeyOf(metadata);
  }

  /** Forces the directory's names. */
  void forceDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
