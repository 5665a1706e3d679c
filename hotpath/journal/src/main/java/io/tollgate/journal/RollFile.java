package io.tollgate.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Walks one roll file as it lies on the disk, without Chronicle's own reader, its index pages or
 * its locks: 4 bytes of header, which are a length and two flags, then that many bytes, then
 * padding to a multiple of 4. It never waits and never touches a mapped page. For one thread.
 */
final class RollFile implements AutoCloseable {
  /** What comes next in the file. */
  enum Step {
    /** A batch, now in the view. */
    BATCH,
    /** The mark that the file is closed and the next one goes on. */
    CLOSED,
    /** Nothing has been written there yet. */
    END
  }

  private static final int NOT_COMPLETE = 0x8000_0000;
  private static final int META_DATA = 0x4000_0000;
  private static final int LENGTH_MASK = 0x3FFF_FFFF;
  private static final int END_OF_DATA = NOT_COMPLETE | META_DATA;
  private static final int HEADER_SIZE = 4;

  /** The longest unfinished document: a batch, or Chronicle's index page of 4,096 longs. */
  static final int MAX_REMAINS = BatchFormat.MAX_LENGTH + 64 * 1024;

  private static final int MAX_FILE_HEADER_LENGTH = 16 * 1024;
  private static final int WINDOW_SIZE = 256 * 1024;
  private static final byte[] WRITE_POSITION = "writePosition".getBytes(StandardCharsets.US_ASCII);
  private static final byte LONG_ARRAY = (byte) 0x8D;

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer window;
  private long windowStart;
  private long knownSize;
  private long next;
  private long batchOffset = -1;

  private RollFile(final Path path, final FileChannel channel, final ByteBuffer window) {
    this.path = path;
    this.channel = channel;
    this.window = window.limit(0);
  }

  /**
   * Makes a window through which to look at a file; one may be used for many, one after the other.
   */
  static ByteBuffer newWindow() {
    return ByteBuffer.allocateDirect(WINDOW_SIZE).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Opens a file for walking, from its first document on. */
  static RollFile open(final Path path, final ByteBuffer window) {
    try {
      return new RollFile(path, FileChannel.open(path, StandardOpenOption.READ), window);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether the file's own header was finished. Where it was not, whoever created the file was
   * killed while doing so, and no batch is in it.
   */
  boolean isReady() {
    if (size() == 0) {
      return false;
    }
    final int header = headerAt(0);
    return header != 0 && header != NOT_COMPLETE;
  }

  /**
   * Where the last batch begins that the appender had noted when it was killed or the file was
   * read; batches may follow.
   *
   * @return offset in the file, or 0 where none was noted
   */
  long notedOffset() {
    final int header = headerAt(0);
    final int length = header & LENGTH_MASK;
    if ((header & ~LENGTH_MASK) != META_DATA || length > MAX_FILE_HEADER_LENGTH) {
      throw corrupt(0, "the file's header is damaged");
    }
    load(0, HEADER_SIZE + length);
    final int name = indexOf(WRITE_POSITION, length);
    final int array = name < 0 ? -1 : indexOf(LONG_ARRAY, name + WRITE_POSITION.length, length);
    if (array < 0 || window.getLong(array + 1) != 2) {
      throw corrupt(0, "the file's header is damaged");
    }
    return window.getLong(array + 1 + 2 * Long.BYTES);
  }

  private int indexOf(final byte[] text, final int limit) {
    for (int i = 0; i < limit - text.length; i++) {
      int matched = 0;
      while (matched < text.length && window.get(i + matched) == text[matched]) {
        matched++;
      }
      if (matched == text.length) {
        return i;
      }
    }
    return -1;
  }

  private int indexOf(final byte value, final int from, final int limit) {
    for (int i = from; i < limit; i++) {
      if (window.get(i) == value) {
        return i;
      }
    }
    return -1;
  }

  /** Goes on at an offset at which a document begins. */
  void moveTo(final long offset) {
    next = offset;
  }

  /**
   * Reads the next batch into the view, passing over Chronicle's own documents.
   *
   * @throws DamageException where there is something that never was written; the batch itself is
   *     not checked
   */
  Step next(final BatchView view) {
    while (true) {
      final int header = headerAt(next);
      if (header == 0) {
        return Step.END;
      }
      if (header == END_OF_DATA) {
        return Step.CLOSED;
      }
      if ((header & NOT_COMPLETE) != 0) {
        // Chronicle writes the length last, so an unfinished document has no header at all.
        throw corrupt(next, "the document's header is damaged");
      }
      final int length = header & LENGTH_MASK;
      final long start = next + HEADER_SIZE;
      if (!reaches(start + length)) {
        throw corrupt(
            next, "truncated: a document of " + length + " bytes goes beyond the end of the file");
      }
      final boolean isBatch = (header & META_DATA) == 0;
      if (isBatch) {
        read(start, length, view);
        batchOffset = next;
      }
      next = (start + length + 3) & -4;
      if (isBatch) {
        return Step.BATCH;
      }
    }
  }

  private void read(final long start, final int length, final BatchView view) {
    if (length > BatchFormat.MAX_LENGTH) {
      throw corrupt(next, "a document of " + length + " bytes is longer than any batch");
    }
    view.prepare(length);
    final ByteBuffer target = view.preparedBytes();
    if (length <= WINDOW_SIZE) {
      load(start, length);
      final int from = (int) (start - windowStart);
      target.put(0, window, from, length);
    } else {
      readFully(target, start);
    }
  }

  /** Offset of the batch that {@link #next} found last. */
  long batchOffset() {
    return batchOffset;
  }

  /** Where the walk goes on: after {@link Step#END}, where the next document will be written. */
  long offset() {
    return next;
  }

  private boolean isZero(final int start, final int end) {
    int i = start;
    while (i <= end - Long.BYTES && window.getLong(i) == 0) {
      i += Long.BYTES;
    }
    while (i < end && window.get(i) == 0) {
      i++;
    }
    return i == end;
  }

  private boolean reaches(final long end) {
    if (end > knownSize) {
      knownSize = size();
    }
    return end <= knownSize;
  }

  /** Length of the file; most of it may be holes. */
  long size() {
    try {
      return channel.size();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  private int headerAt(final long offset) {
    if (!reaches(offset + HEADER_SIZE)) {
      throw corrupt(offset, "truncated: the file ends where a document should begin");
    }
    load(offset, HEADER_SIZE);
    return window.getInt((int) (offset - windowStart));
  }

  private void load(final long start, final int length) {
    if (start >= windowStart && start + length <= windowStart + window.limit()) {
      return;
    }
    window.clear();
    windowStart = start;
    try {
      PositionalRead.fill(channel, window, start);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    window.flip();
    if (window.limit() < length) {
      throw corrupt(start, "truncated");
    }
  }

  private void readFully(final ByteBuffer target, final long start) {
    try {
      PositionalRead.fill(channel, target, start);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    if (target.hasRemaining()) {
      throw corrupt(start, "truncated");
    }
  }

  DamageException corrupt(final long offset, final String what) {
    return new DamageException(path, offset, what);
  }

  /** Whether there is anything but zeros where the next document may be written. */
  boolean hasRemains(final long from) {
    final long to = Math.min(size(), from + MAX_REMAINS);
    long offset = from;
    while (offset < to) {
      final int length = (int) Math.min(WINDOW_SIZE, to - offset);
      load(offset, length);
      final int start = (int) (offset - windowStart);
      if (!isZero(start, start + length)) {
        return true;
      }
      offset += length;
    }
    return false;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
