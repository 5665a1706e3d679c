package io.tollgate.journal;

import io.tollgate.sbe.journal.BatchHeaderDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One batch as read back: a copy of the document outside the heap, so that no page of the file has
 * to stay mapped while its records are handled. For one thread; allocates only where a batch is
 * longer than every one before.
 */
final class BatchView {
  private static final int INITIAL_CAPACITY = 8 * 1024;

  private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
  private final CRC32C crc32c = new CRC32C();
  private final MessageHeaderDecoder messageHeader = new MessageHeaderDecoder();
  private final BatchHeaderDecoder header = new BatchHeaderDecoder();
  private ByteBuffer bytes;
  private int length;
  private long deliveredPosition;

  BatchView() {
    allocate(INITIAL_CAPACITY);
  }

  private void allocate(final int capacity) {
    bytes = ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
    buffer.wrap(bytes);
  }

  /**
   * Makes room for a document and gives the buffer into which the caller copies it, from index 0.
   *
   * @param documentLength at most {@link BatchFormat#MAX_LENGTH}
   */
  UnsafeBuffer prepare(final int documentLength) {
    if (documentLength > buffer.capacity()) {
      allocate(Math.min(BatchFormat.MAX_LENGTH, Integer.highestOneBit(documentLength - 1) << 1));
    }
    length = documentLength;
    return buffer;
  }

  /**
   * The bytes given to {@link #prepare}, for a channel to read into: position 0, limit the
   * document's length.
   */
  ByteBuffer preparedBytes() {
    return bytes.limit(length).position(0);
  }

  /**
   * Checks what can be checked within one batch; nothing else may be called on one that has a
   * defect.
   *
   * @return what is wrong with it, or null where nothing is
   */
  String defect() {
    bytes.clear();
    if (length < BatchFormat.FRAMES_OFFSET) {
      return "truncated: " + length + " bytes are no batch header";
    }
    messageHeader.wrap(buffer, 0);
    if (messageHeader.schemaId() != BatchHeaderDecoder.SCHEMA_ID
        || messageHeader.templateId() != BatchHeaderDecoder.TEMPLATE_ID
        || messageHeader.blockLength() != BatchHeaderDecoder.BLOCK_LENGTH) {
      return "no batch header: schema "
          + messageHeader.schemaId()
          + ", template "
          + messageHeader.templateId();
    }
    if (!isSupported(messageHeader.version())) {
      return "schema version " + messageHeader.version() + " is not supported";
    }
    header.wrap(
        buffer,
        BatchFormat.FIELDS_OFFSET,
        BatchHeaderDecoder.BLOCK_LENGTH,
        messageHeader.version());
    if (BatchFormat.FRAMES_OFFSET + header.length() != length) {
      return "truncated: the batch says "
          + header.length()
          + " bytes of frames, the document has "
          + (length - BatchFormat.FRAMES_OFFSET);
    }
    if (BatchCrc.of(crc32c, bytes, length) != header.crc32c()) {
      return "checksum mismatch";
    }
    if (header.batchSequence() < 1 || header.firstPosition() < 1 || header.timeNs() < 0) {
      return "negative or zero batch sequence, position or time";
    }
    return framesDefect();
  }

  private static boolean isSupported(final int version) {
    return version >= 1 && version <= BatchHeaderDecoder.SCHEMA_VERSION;
  }

  private String framesDefect() {
    int offset = BatchFormat.FRAMES_OFFSET;
    int count = 0;
    while (offset < length) {
      final int left = length - offset;
      final int frameLength = left < BatchFormat.MIN_FRAME_LENGTH ? -1 : frameLengthAt(offset);
      if (frameLength < MessageHeaderDecoder.ENCODED_LENGTH
          || frameLength > left - BatchFormat.FRAME_LENGTH_SIZE) {
        return "truncated frame at byte " + offset;
      }
      messageHeader.wrap(buffer, offset + BatchFormat.FRAME_LENGTH_SIZE);
      if (messageHeader.schemaId() != BatchHeaderDecoder.SCHEMA_ID
          || !isSupported(messageHeader.version())) {
        return "schema "
            + messageHeader.schemaId()
            + " version "
            + messageHeader.version()
            + " of the frame at byte "
            + offset
            + " is not supported";
      }
      offset += BatchFormat.FRAME_LENGTH_SIZE + frameLength;
      count++;
    }
    if (count == 0 || count != header.recordCount()) {
      return "the batch says " + header.recordCount() + " records and has " + count;
    }
    return null;
  }

  private int frameLengthAt(final int offset) {
    return buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
  }

  /** Gives each record from a position on to the handler, in order. */
  void forEach(final long fromPosition, final RecordHandler handler) {
    final long timeNs = timeNs();
    deliveredPosition = fromPosition - 1;
    int offset = BatchFormat.FRAMES_OFFSET;
    for (long position = firstPosition(), last = lastPosition(); position <= last; position++) {
      final int messageLength = frameLengthAt(offset);
      if (position >= fromPosition) {
        handler.onRecord(
            position, timeNs, buffer, offset + BatchFormat.FRAME_LENGTH_SIZE, messageLength);
        deliveredPosition = position;
      }
      offset += BatchFormat.FRAME_LENGTH_SIZE + messageLength;
    }
  }

  /** The last record that a handler took without throwing. */
  long deliveredPosition() {
    return deliveredPosition;
  }

  DirectBuffer buffer() {
    return buffer;
  }

  int length() {
    return length;
  }

  long batchSequence() {
    return header.batchSequence();
  }

  long firstPosition() {
    return header.firstPosition();
  }

  long lastPosition() {
    return header.firstPosition() + header.recordCount() - 1;
  }

  int recordCount() {
    return (int) header.recordCount();
  }

  long timeNs() {
    return header.timeNs();
  }
}
