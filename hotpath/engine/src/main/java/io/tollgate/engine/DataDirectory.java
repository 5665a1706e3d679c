package io.tollgate.engine;

import io.tollgate.latency.LatencySnapshot;
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
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * Where a gate keeps everything it owns, and the only place that knows the names of its files. Made
 * with mode 0700; files of secrets with 0600.
 */
public final class DataDirectory {
  private static final Set<PosixFilePermission> PRIVATE_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> PRIVATE_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  /** In {@link #secrets()}, sealed: 32 bytes, from which every key of every tenant is derived. */
  public static final String LINK_KEY = "link.key";

  /** In {@link #secrets()}, sealed: the operator agent's Ed25519 seed. */
  public static final String OPERATOR_KEY = "operator.key";

  private final Path root;

  private DataDirectory(final Path root) {
    this.root = root;
  }

  /**
   * Opens a data directory, making what is missing.
   *
   * @param directory its place.
   * @return the directory, by its real path.
   * @throws EngineException if it cannot be made or is no directory.
   */
  public static DataDirectory open(final Path directory) {
    try {
      makePrivate(directory);
      final DataDirectory data = new DataDirectory(directory.toRealPath());
      makePrivate(data.secrets());
      makePrivate(data.journal());
      makePrivate(data.state());
      makePrivate(data.run());
      makePrivate(data.log());
      return data;
    } catch (final IOException e) {
      throw new EngineException("cannot use the data directory " + directory + ": " + e, e);
    }
  }

  private static void makePrivate(final Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      final FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(PRIVATE_DIRECTORY);
      Files.createDirectories(directory, mode);
    }
  }

  /** The directory itself, a real path. */
  public Path root() {
    return root;
  }

  /** Keys, chains and tokens. */
  public Path secrets() {
    return root.resolve("secrets");
  }

  /** The journal: the truth. */
  public Path journal() {
    return root.resolve("journal");
  }

  /** The hot state, which can be thrown away. */
  public Path state() {
    return root.resolve("state");
  }

  /** What tells other processes about the running ones. */
  public Path run() {
    return root.resolve("run");
  }

  /** What went wrong, for people. */
  public Path log() {
    return root.resolve("log");
  }

  /** The engine's distinct errors, in Agrona's format. */
  public Path engineErrors() {
    return log().resolve("engine-errors");
  }

  /** The text of the chain that may command everything. */
  public Path operatorChain() {
    return secrets().resolve("operator.chain");
  }

  /** Locked while an engine runs here; holds its process id. */
  public Path engineLock() {
    return run().resolve("engine.lock");
  }

  /** Process id, Aeron directory and start time of the engine. */
  public Path engineInfo() {
    return run().resolve("engine.json");
  }

  /** What a running engine timed, for other processes. */
  public Path latencies() {
    return LatencySnapshot.fileIn(root);
  }

  /**
   * Where the media driver of this data directory keeps its files unless told otherwise.
   *
   * @return a directory in shared memory if there is such a thing, else below {@link #root()}.
   */
  public Path defaultAeronDirectory() {
    if (!Files.isWritable(SHARED_MEMORY)) {
      return root.resolve("aeron");
    }
    try {
      final byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(root.toString().getBytes(StandardCharsets.UTF_8));
      return SHARED_MEMORY.resolve("tollgate-" + HexFormat.of().formatHex(digest, 0, 6));
    } catch (final NoSuchAlgorithmException e) {
      throw new EngineException("this JVM has no SHA-256", e);
    }
  }

  /**
   * Puts text where it is read whole or not at all, even after a crash; only the owner may read it.
   *
   * @param file to write or to replace.
   * @param text its new content.
   */
  public static void writePrivate(final Path file, final String text) {
    final Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(draft);
      createPrivate(draft, text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (final IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void createPrivate(final Path file, final String text) throws IOException {
    final FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(PRIVATE_FILE);
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (final FileAlreadyExistsException e) {
      throw new IOException("somebody else is writing " + file, e);
    }
  }

  /**
   * Reads a file of text.
   *
   * @param file to read.
   * @return its text without blanks around it.
   */
  public static String read(final Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (final IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
