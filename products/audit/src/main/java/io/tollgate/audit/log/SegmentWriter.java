package io.tollgate.audit.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.agrona.CloseHelper;

/** Appends to a segment file; what was appended is on the disk when it returns. One thread. */
final class SegmentWriter implements AutoCloseable {
  private final FileChannel channel;
  private long end;

  private SegmentWriter(final FileChannel channel, final long end) {
    this.channel = channel;
    this.end = end;
  }

  static SegmentWriter create(final LogFiles files, final byte[] header) throws IOException {
    final Path file = SegmentFormat.path(files.directory(), SegmentFormat.firstOf(header));
    final FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    final SegmentWriter writer = new SegmentWriter(channel, 0);
    try {
      writer.append(ByteBuffer.wrap(header));
      files.forceDirectory();
      return writer;
    } catch (final IOException e) {
      CloseHelper.quietClose(channel);
      throw e;
    }
  }

  /** Goes on where the last whole batch ended; what is behind it is cut off. */
  static SegmentWriter resume(final Path file, final long end) throws IOException {
    final FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      channel.truncate(end);
      channel.force(true);
      return new SegmentWriter(channel, end);
    } catch (final IOException e) {
      CloseHelper.quietClose(channel);
      throw e;
    }
  }

  void append(final ByteBuffer bytes) throws IOException {
    long at = end;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    channel.force(false);
    end = at;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
