package io.tollgate.journal;

import io.tollgate.sbe.journal.BatchHeaderEncoder;
import io.tollgate.sbe.journal.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The records of one duty cycle on their way into the journal: a buffer outside the heap, allocated
 * once and used again for every batch. The caller encodes a message, its SBE header first, at
 * {@link #nextFrameOffset()} of {@link #buffer()} and then ends the frame; a message whose frame is
 * not ended is not part of the batch.
 *
 * <p>For one thread. Nothing here allocates after construction.
 */
public final class JournalBatch {
  private final ByteBuffer bytes;
  private final UnsafeBuffer buffer;
  private final CRC32C crc32c = new CRC32C();
  private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
  private final BatchHeaderEncoder header = new BatchHeaderEncoder();

  private long batchSequence;
  private long firstPosition;
  private long timeNs;
  private int length = BatchFormat.FRAMES_OFFSET;
  private int recordCount;

  /**
   * @param capacityBytes of the header and all frames together, from 128 to 4 MiB
   */
  public JournalBatch(final int capacityBytes) {
    if (capacityBytes < 128 || capacityBytes > BatchFormat.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "capacityBytes must be from 128 to " + BatchFormat.MAX_LENGTH + ", not " + capacityBytes);
    }
    bytes = ByteBuffer.allocateDirect(capacityBytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer = new UnsafeBuffer(bytes);
  }

  /**
   * Starts an empty batch; what was in the buffer is forgotten.
   *
   * @param batchSequence one more than that of the batch before, the first being 1
   * @param firstPosition the position of the first record to come, the journal's first being 1
   * @param timeNs the engine's time for all its records, epoch nanoseconds UTC, never before the
   *     batch before
   */
  public void begin(final long batchSequence, final long firstPosition, final long timeNs) {
    this.batchSequence = batchSequence;
    this.firstPosition = firstPosition;
    this.timeNs = timeNs;
    length = BatchFormat.FRAMES_OFFSET;
    recordCount = 0;
  }

  /** Where messages are encoded. Its other bytes are not for writing. */
  public MutableDirectBuffer buffer() {
    return buffer;
  }

  /** Where the SBE header of the next message goes. */
  public int nextFrameOffset() {
    return length + BatchFormat.FRAME_LENGTH_SIZE;
  }

  /**
   * Makes the message at {@link #nextFrameOffset()} the batch's next record.
   *
   * @param messageLength bytes of the message with its SBE header, from 8 to {@link #remaining()}
   * @throws IllegalArgumentException where it is not
   */
  public void endFrame(final int messageLength) {
    if (messageLength < MessageHeaderEncoder.ENCODED_LENGTH || messageLength > remaining()) {
      throw new IllegalArgumentException(
          "messageLength must be from 8 to " + remaining() + ", not " + messageLength);
    }
    buffer.putInt(length, messageLength, ByteOrder.LITTLE_ENDIAN);
    length += BatchFormat.FRAME_LENGTH_SIZE + messageLength;
    recordCount++;
  }

  /** Bytes the next message may have, its SBE header included; 0 where nothing more fits. */
  public int remaining() {
    return Math.max(0, buffer.capacity() - nextFrameOffset());
  }

  /** How many records it has. */
  public int recordCount() {
    return recordCount;
  }

  /** Whether it has no record. */
  public boolean isEmpty() {
    return recordCount == 0;
  }

  /** As given to {@link #begin}. */
  public long batchSequence() {
    return batchSequence;
  }

  /** As given to {@link #begin}. */
  public long firstPosition() {
    return firstPosition;
  }

  /** Position of the last record; {@code firstPosition - 1} where there is none. */
  public long lastPosition() {
    return firstPosition + recordCount - 1;
  }

  /** As given to {@link #begin}, epoch nanoseconds UTC. */
  public long timeNs() {
    return timeNs;
  }

  /** Bytes of the header and all frames so far. */
  public int length() {
    return length;
  }

  /** Writes the header in front of the frames. */
  void seal() {
    header
        .wrapAndApplyHeader(buffer, 0, messageHeader)
        .batchSequence(batchSequence)
        .firstPosition(firstPosition)
        .timeNs(timeNs)
        .length(length - BatchFormat.FRAMES_OFFSET)
        .recordCount(recordCount);
    header.crc32c(BatchCrc.of(crc32c, bytes, length));
  }

  UnsafeBuffer sealedBuffer() {
    return buffer;
  }
}
