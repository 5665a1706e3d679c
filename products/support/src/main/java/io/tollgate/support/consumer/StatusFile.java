package io.tollgate.support.consumer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A follower's status for other processes: a file of one length that is written in place, so that
 * it can also say that the disk is full. Little-endian: "TGFOLLW1", state and text length (int32),
 * position, applied records, failures, lag, time (int64), 512 bytes of text, CRC-32C of all that.
 */
public final class StatusFile implements AutoCloseable {
  private static final byte[] MAGIC = "TGFOLLW1".getBytes(StandardCharsets.US_ASCII);
  private static final int TEXT_AT = 56;
  private static final int MAX_TEXT = 512;
  private static final int CRC_AT = TEXT_AT + MAX_TEXT;
  private static final int LENGTH = CRC_AT + Integer.BYTES;
  private static final int ATTEMPTS = 5;

  private final byte[] bytes = new byte[LENGTH];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private final FileChannel channel;

  private StatusFile(final FileChannel channel) {
    this.channel = channel;
  }

  /** The file of a follower in a directory, which is made where it is missing. */
  static StatusFile create(final Path directory, final String name) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new StatusFile(
        FileChannel.open(
            path(directory, name),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }

  private static Path path(final Path directory, final String name) {
    return directory.resolve(name + ".follower");
  }

  /** Writes it. */
  void write(final ConsumerStatus status, final long nowNs) throws IOException {
    final byte[] text = status.lastFailure().orElse("").getBytes(StandardCharsets.UTF_8);
    final int textLength = Math.min(text.length, MAX_TEXT);
    Arrays.fill(bytes, (byte) 0);
    buffer
        .clear()
        .put(MAGIC)
        .putInt(status.state().code())
        .putInt(textLength)
        .putLong(status.position())
        .putLong(status.appliedRecords())
        .putLong(status.failures())
        .putLong(status.lagNs())
        .putLong(nowNs)
        .put(text, 0, textLength);
    buffer.putInt(CRC_AT, crc(bytes)).clear();
    while (buffer.hasRemaining()) {
      channel.write(buffer, buffer.position());
    }
  }

  /**
   * What a follower last said of itself, and when.
   *
   * @param status what it said.
   * @param timeNs epoch nanoseconds UTC.
   */
  public record Said(ConsumerStatus status, long timeNs) {}

  /** Reads a follower's file; empty where there is none that is whole. Any process. */
  public static Optional<Said> read(final Path directory, final String name) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        final byte[] bytes = Files.readAllBytes(path(directory, name));
        if (bytes.length == LENGTH
            && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
            && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(CRC_AT) == crc(bytes)) {
          return parsed(name, bytes);
        }
      } catch (final IOException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<Said> parsed(final String name, final byte[] bytes) {
    final ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    in.position(MAGIC.length);
    final Optional<ConsumerState> state = ConsumerState.ofCode(in.getInt());
    final int textLength = in.getInt();
    if (state.isEmpty() || textLength < 0 || textLength > MAX_TEXT) {
      return Optional.empty();
    }
    final long position = in.getLong();
    final long applied = in.getLong();
    final long failures = in.getLong();
    final long lagNs = in.getLong();
    final long timeNs = in.getLong();
    final String text = new String(bytes, TEXT_AT, textLength, StandardCharsets.UTF_8);
    return Optional.of(
        new Said(
            new ConsumerStatus(
                name,
                state.get(),
                position,
                applied,
                failures,
                text.isEmpty() ? Optional.empty() : Optional.of(text),
                lagNs),
            timeNs));
  }

  private static int crc(final byte[] bytes) {
    final CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CRC_AT);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
