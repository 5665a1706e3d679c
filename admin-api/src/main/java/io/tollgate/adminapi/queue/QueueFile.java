package io.tollgate.adminapi.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The file of the queue: eight bytes that name the format and its version, then records one after
 * the other. A record that was answered for is on the disk. What a crash leaves half written at the
 * end was never answered for and is cut off; anything else that is wrong is damage, and then the
 * file is left as it is. Of mode 0600. For one thread at a time.
 */
final class QueueFile implements AutoCloseable {
  /** Magic and version. */
  static final byte[] HEADER = "TGQUEUE1".getBytes(StandardCharsets.US_ASCII);

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final long MAX_BYTES = 256L * 1024 * 1024;

  private static final String ASIDE = ".unreadable-";

  private final Path path;
  private final FileChannel lock;
  private FileChannel channel;
  private final List<QueueRecord> records;

  private QueueFile(
      final Path path,
      final FileChannel lock,
      final FileChannel channel,
      final List<QueueRecord> records) {
    this.path = path;
    this.lock = lock;
    this.channel = channel;
    this.records = records;
  }

  /**
   * Opens the file, or makes it.
   *
   * @throws IllegalStateException where it is damaged or of another version.
   * @throws UncheckedIOException where it cannot be read or written, or is in use.
   */
  static QueueFile open(final Path path) {
    FileChannel lock = null;
    try {
      lock = locked(path);
      return opened(path, lock);
    } catch (final IOException e) {
      quietClose(lock);
      throw new UncheckedIOException("cannot use " + path, e);
    } catch (final RuntimeException e) {
      quietClose(lock);
      throw e;
    }
  }

  /** Held for as long as it is open: of two processes, which would both do what waits, one. */
  private static FileChannel locked(final Path path) throws IOException {
    final FileChannel lock =
        FileChannel.open(
            path.resolveSibling(path.getFileName() + ".lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            OWNER_ONLY);
    try {
      if (lock.tryLock() == null) {
        throw new IOException("another process uses " + path);
      }
      return lock;
    } catch (final IOException | OverlappingFileLockException e) {
      lock.close();
      throw e instanceof IOException io ? io : new IOException(path + " is in use here", e);
    }
  }

  private static void quietClose(final FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (final IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Puts a file away under a name that says when; answers with that. */
  static Path setAside(final Path path, final long nowMs) {
    final Path aside = path.resolveSibling(path.getFileName() + ASIDE + nowMs);
    try {
      return Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (final IOException e) {
      throw new UncheckedIOException("cannot put " + path + " away", e);
    }
  }

  long countAside() {
    final String prefix = path.getFileName() + ASIDE;
    try (Stream<Path> files = Files.list(path.toAbsolutePath().getParent())) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).count();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static QueueFile opened(final Path path, final FileChannel lock) throws IOException {
    Files.deleteIfExists(beside(path));
    if (!Files.exists(path)) {
      write(path, List.of());
    }
    final byte[] bytes = read(path);
    final List<QueueRecord> records = new ArrayList<>();
    final int end = parse(path, bytes, records);
    final FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
    if (end < bytes.length) {
      channel.truncate(end);
      channel.force(true);
    }
    channel.position(end);
    return new QueueFile(path, lock, channel, records);
  }

  private static Path beside(final Path path) {
    return path.resolveSibling(path.getFileName() + ".new");
  }

  private static byte[] read(final Path path) throws IOException {
    if (Files.size(path) > MAX_BYTES) {
      throw new IllegalStateException(path + " is too long to be a queue of this gate");
    }
    return Files.readAllBytes(path);
  }

  /** Reads all whole records; answers with where they end. */
  private static int parse(final Path path, final byte[] bytes, final List<QueueRecord> records) {
    if (bytes.length < HEADER.length
        || !Arrays.equals(bytes, 0, HEADER.length, HEADER, 0, HEADER.length)) {
      throw new IllegalStateException(path + " is no queue of this version");
    }
    final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = HEADER.length;
    while (bytes.length - at >= QueueRecord.PREFIX_LENGTH) {
      final int length = buffer.getInt(at);
      final int crc = buffer.getInt(at + Integer.BYTES);
      final int from = at + QueueRecord.PREFIX_LENGTH;
      if (length <= 0 || length > QueueRecord.MAX_LENGTH) {
        return endOrDamage(path, bytes, at);
      }
      if (length > bytes.length - from) {
        return at;
      }
      if (crc != QueueRecord.crc(bytes, from, length)) {
        if (from + length == bytes.length) {
          return at;
        }
        throw damage(path, at);
      }
      final int offset = at;
      records.add(
          QueueRecord.of(Arrays.copyOfRange(bytes, from, from + length))
              .orElseThrow(() -> damage(path, offset)));
      at = from + length;
    }
    return at;
  }

  /** A crash can leave zeros where the file grew before its bytes came. */
  private static int endOrDamage(final Path path, final byte[] bytes, final int at) {
    for (int i = at; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        throw damage(path, at);
      }
    }
    return at;
  }

  private static IllegalStateException damage(final Path path, final int offset) {
    return new IllegalStateException(path + " is damaged at offset " + offset);
  }

  /** The records that were there when it was opened, in their order; told once. */
  List<QueueRecord> takeRecords() {
    final List<QueueRecord> taken = List.copyOf(records);
    records.clear();
    return taken;
  }

  long length() {
    try {
      return channel.position();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a record; it is on the disk when this returns. Where it throws, it is not there. */
  void append(final QueueRecord record) {
    final long before = length();
    final ByteBuffer bytes = ByteBuffer.wrap(record.toBytes());
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (final IOException e) {
      takeBack(before, e);
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  private void takeBack(final long length, final IOException failure) {
    try {
      channel.truncate(length);
      channel.position(length);
    } catch (final IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Writes the file anew with only these records. A crash leaves the old file or the new one. */
  void rewrite(final Collection<QueueRecord> kept) {
    try {
      write(path, kept);
      final FileChannel next = FileChannel.open(path, StandardOpenOption.WRITE);
      next.position(next.size());
      channel.close();
      channel = next;
    } catch (final IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  private static void write(final Path path, final Collection<QueueRecord> kept)
      throws IOException {
    final Path fresh = beside(path);
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
      writeAll(channel, HEADER);
      for (final QueueRecord record : kept) {
        writeAll(channel, record.toBytes());
      }
      channel.force(true);
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent())) {
      directory.force(true);
    }
  }

  private static void writeAll(final FileChannel channel, final byte[] bytes) throws IOException {
    final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void close() {
    quietClose(channel);
    quietClose(lock);
  }
}
