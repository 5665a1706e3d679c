package io.tollgate.journal;

import io.tollgate.sbe.journal.CheckedDecoder;
import io.tollgate.sbe.journal.CheckedEncoder;
import io.tollgate.sbe.journal.EventAppendedEncoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.sbe.journal.MessageHeaderEncoder;
import org.agrona.DirectBuffer;

/** Records for tests: a check whose count is its own position, and an event of any size. */
final class TestRecords {
  static final int CHECKED_LENGTH =
      MessageHeaderEncoder.ENCODED_LENGTH + CheckedEncoder.BLOCK_LENGTH;

  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final CheckedEncoder checked = new CheckedEncoder();
  private final EventAppendedEncoder event = new EventAppendedEncoder();

  /** Adds a check that says which position it is at. */
  void addChecked(final JournalBatch batch) {
    final long position = batch.lastPosition() + 1;
    checked
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .scopeHash(position * 31)
        .linkId(position * 17)
        .countAfter(position)
        .agentIndex(7)
        .permission((short) 16)
        .reason((short) 0)
        .failingHop((byte) -1);
    batch.endFrame(CHECKED_LENGTH);
  }

  /** Adds an event with a payload. */
  void addEvent(final JournalBatch batch, final byte[] payload) {
    event
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .eventIdHigh(1)
        .eventIdLow(2)
        .actorIndex(3)
        .eventType(4)
        .product((short) 1)
        .payloadHash(5);
    for (int i = 0; i < 32; i++) {
      event.agentId(i, (short) i);
    }
    event.actor("somebody").putPayload(payload, 0, payload.length);
    batch.endFrame(MessageHeaderEncoder.ENCODED_LENGTH + event.encodedLength());
  }

  /** The count of a check. */
  static long countOf(final DirectBuffer buffer, final int offset) {
    return new CheckedDecoder()
        .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder())
        .countAfter();
  }
}
