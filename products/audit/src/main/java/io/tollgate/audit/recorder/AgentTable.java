package io.tollgate.audit.recorder;

import io.tollgate.audit.log.AuditLogException;
import io.tollgate.audit.proof.LittleEndian;
import io.tollgate.audit.proof.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Which agent a number in the journal stands for. Kept in a file of its own, so that nobody has to
 * read the journal from its beginning, which may have been removed. For one thread.
 */
final class AgentTable implements AutoCloseable {
  private static final int ENTRY_LENGTH = 40;
  private static final int ID_AT = 4;
  private static final int CRC_AT = 36;
  private static final int MAX_AGENTS = 1 << 24;

  private final FileChannel channel;
  private byte[] ids = new byte[1024 * RecordLayout.ID_LENGTH];
  private long end;
  private boolean isDirty;

  private AgentTable(final FileChannel channel) {
    this.channel = channel;
  }

  static AgentTable open(final Path file) {
    try {
      final FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      final AgentTable table = new AgentTable(channel);
      table.load();
      return table;
    } catch (final IOException e) {
      throw new AuditLogException("the agents in " + file + " cannot be read", e);
    }
  }

  private void load() throws IOException {
    final ByteBuffer buffer = ByteBuffer.allocate(1024 * ENTRY_LENGTH);
    boolean isWhole = true;
    while (isWhole && channel.read(buffer.clear(), end) >= ENTRY_LENGTH) {
      int at = 0;
      while (isWhole && buffer.position() - at >= ENTRY_LENGTH) {
        isWhole = LittleEndian.int32(buffer.array(), at + CRC_AT) == crc(buffer.array(), at);
        if (isWhole) {
          put(LittleEndian.int32(buffer.array(), at), buffer.array(), at + ID_AT);
          at += ENTRY_LENGTH;
        }
      }
      end += at;
    }
    channel.truncate(end);
  }

  /** Notes an agent; durable after {@link #force}. */
  void add(final int index, final byte[] id) {
    if (isKnown(index, id)) {
      return;
    }
    final byte[] entry = new byte[ENTRY_LENGTH];
    LittleEndian.putInt32(entry, 0, index);
    System.arraycopy(id, 0, entry, ID_AT, RecordLayout.ID_LENGTH);
    LittleEndian.putInt32(entry, CRC_AT, crc(entry, 0));
    put(index, id, 0);
    try {
      final ByteBuffer bytes = ByteBuffer.wrap(entry);
      while (bytes.hasRemaining()) {
        channel.write(bytes, end + bytes.position());
      }
    } catch (final IOException e) {
      throw new AuditLogException("the agents of the audit log cannot be written", e);
    }
    end += ENTRY_LENGTH;
    isDirty = true;
  }

  /** What comes again from the journal is written once. */
  private boolean isKnown(final int index, final byte[] id) {
    final int at = offsetOf(index);
    return at >= 0
        && Arrays.equals(ids, at, at + RecordLayout.ID_LENGTH, id, 0, RecordLayout.ID_LENGTH);
  }

  private void put(final int index, final byte[] id, final int offset) {
    if (index < 0 || index >= MAX_AGENTS) {
      return;
    }
    final int at = index * RecordLayout.ID_LENGTH;
    if (at + RecordLayout.ID_LENGTH > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(at + RecordLayout.ID_LENGTH, 2 * ids.length));
    }
    System.arraycopy(id, offset, ids, at, RecordLayout.ID_LENGTH);
  }

  /** Holds the ids, each at 32 times its number. */
  byte[] ids() {
    return ids;
  }

  /** Where an agent's id is; -1 where nobody has that number. */
  int offsetOf(final long index) {
    return index >= 0 && index < ids.length / RecordLayout.ID_LENGTH
        ? (int) index * RecordLayout.ID_LENGTH
        : -1;
  }

  /** Makes what was added durable. */
  void force() {
    if (isDirty) {
      try {
        channel.force(false);
      } catch (final IOException e) {
        throw new AuditLogException("the agents of the audit log cannot be written", e);
      }
      isDirty = false;
    }
  }

  private static int crc(final byte[] entry, final int at) {
    final CRC32C crc = new CRC32C();
    crc.update(entry, at, CRC_AT);
    return (int) crc.getValue();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (final IOException e) {
      throw new AuditLogException("the agents of the audit log cannot be closed", e);
    }
  }
}
