package io.tollgate.engine.infra.state;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import org.agrona.IoUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The memory of the undo log, in a mapped file, so that what was written outlives the process.
 *
 * <p>Layout, little-endian: 0 magic, 8 one while a map is between two states (see {@link
 * MapGuard}), 64 the undo log.
 */
final class UndoFile implements MapGuard, AutoCloseable {
  private static final long MAGIC = 0x31_4F_44_4E_55_47_54L;
  private static final int GUARD_OFFSET = 8;
  private static final int UNDO_OFFSET = 64;
  private static final int ZEROS_LENGTH = 64 * 1024;

  private final MappedByteBuffer mapping;
  private final UnsafeBuffer header;
  private final UnsafeBuffer memory;
  private int depth;

  private UndoFile(final MappedByteBuffer mapping) {
    this.mapping = mapping;
    this.header = new UnsafeBuffer(mapping, 0, UNDO_OFFSET);
    this.memory = new UnsafeBuffer(mapping, UNDO_OFFSET, mapping.capacity() - UNDO_OFFSET);
  }

  /**
   * Opens or makes the file.
   *
   * @param file to map.
   * @param undoLength bytes of the undo log.
   * @return the mapped file.
   * @throws UnusableStateException if the file is another, or a process was killed while it changed
   *     a map.
   */
  static UndoFile open(final File file, final int undoLength) {
    final boolean isNew = !file.exists();
    final UndoFile undo = new UndoFile(map(file, UNDO_OFFSET + undoLength, isNew));
    if (isNew) {
      undo.header.putLong(0, MAGIC);
      return undo;
    }
    final String fault = undo.fault();
    if (fault != null) {
      undo.close();
      throw new UnusableStateException(file + " " + fault);
    }
    return undo;
  }

  private String fault() {
    if (header.getLong(0) != MAGIC) {
      return "is no undo log";
    }
    return header.getLong(GUARD_OFFSET) == 0 ? null : "says that a map was being changed";
  }

  private static MappedByteBuffer map(final File file, final int length, final boolean isNew) {
    try (RandomAccessFile access = new RandomAccessFile(file, "rw")) {
      if (isNew) {
        allocate(access.getChannel(), length);
      } else if (access.length() != length) {
        throw new UnusableStateException(file + " has another length");
      }
      return access.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, length);
    } catch (final IOException e) {
      throw new UnusableStateException(file + " cannot be mapped: " + e, e);
    }
  }

  /** Writes every block, because a mapped block that the disk has no room for kills the process. */
  private static void allocate(final FileChannel channel, final int length) throws IOException {
    final ByteBuffer zeros = ByteBuffer.allocate(ZEROS_LENGTH);
    long position = 0;
    while (position < length) {
      zeros.clear().limit((int) Math.min(ZEROS_LENGTH, length - position));
      position += channel.write(zeros, position);
    }
  }

  /** The undo log's own memory. */
  MutableDirectBuffer memory() {
    return memory;
  }

  @Override
  public void enter() {
    depth++;
    header.putLongOrdered(GUARD_OFFSET, 1);
  }

  @Override
  public void leave() {
    depth--;
    if (depth == 0) {
      header.putLongOrdered(GUARD_OFFSET, 0);
    }
  }

  /** Unmaps the file; its memory must not be used any more. */
  @Override
  public void close() {
    IoUtil.unmap(mapping);
  }
}
