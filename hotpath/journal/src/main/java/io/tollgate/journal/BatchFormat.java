package io.tollgate.journal;

import io.tollgate.sbe.journal.BatchHeaderEncoder;
import io.tollgate.sbe.journal.MessageHeaderEncoder;

/** Where things lie in a batch, which is one document of the journal. */
final class BatchFormat {
  /** Of the batch header's own fields, after its SBE header. */
  static final int FIELDS_OFFSET = MessageHeaderEncoder.ENCODED_LENGTH;

  /** Of the checksum, which covers the fields before it and all frames. */
  static final int CRC_OFFSET = FIELDS_OFFSET + BatchHeaderEncoder.crc32cEncodingOffset();

  /** Of the first frame. */
  static final int FRAMES_OFFSET = FIELDS_OFFSET + BatchHeaderEncoder.BLOCK_LENGTH;

  /** Of the length in front of each message. */
  static final int FRAME_LENGTH_SIZE = Integer.BYTES;

  /** The shortest frame: a message that is only its header. */
  static final int MIN_FRAME_LENGTH = FRAME_LENGTH_SIZE + MessageHeaderEncoder.ENCODED_LENGTH;

  /** No batch is longer; a reader takes a longer document for damage. */
  static final int MAX_LENGTH = 4 * 1024 * 1024;

  private BatchFormat() {}
}
