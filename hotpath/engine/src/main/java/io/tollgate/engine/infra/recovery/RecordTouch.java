package io.tollgate.engine.infra.recovery;

import io.tollgate.engine.domain.fact.BudgetLevels;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.domain.state.StateTouch;
import io.tollgate.sbe.journal.CheckedDecoder;
import io.tollgate.sbe.journal.ConsumedDecoder;
import io.tollgate.sbe.journal.DeniedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.sbe.journal.ReservedDecoder;
import io.tollgate.sbe.journal.SettledDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Looks ahead in records to what of the state they will change. Where it is mistaken, or does not
 * know a record, that costs time and nothing else.
 */
final class RecordTouch {
  private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
  private static final int TEMPLATE_ID = MessageHeaderDecoder.templateIdEncodingOffset();
  private static final int LEVEL_COUNT = 1;
  private static final int LEVELS = ConsumedDecoder.LevelsDecoder.HEADER_SIZE;
  private static final int LEVEL_LENGTH = ConsumedDecoder.LevelsDecoder.sbeBlockLength();
  private static final int LEVEL_AGENT =
      ConsumedDecoder.LevelsDecoder.levelAgentIndexEncodingOffset();

  private final StateTouch touch;

  /**
   * A look ahead.
   *
   * @param state to read.
   * @param records between two readings at the most.
   */
  RecordTouch(final GateState state, final int records) {
    this.touch = new StateTouch(state, records);
  }

  /** Notes what a record will change. */
  void note(final DirectBuffer buffer, final int offset) {
    final int body = offset + HEADER;
    switch (templateId(buffer, offset)) {
      case CheckedDecoder.TEMPLATE_ID ->
          touch.agent(intAt(buffer, body + CheckedDecoder.agentIndexEncodingOffset()));
      case DeniedDecoder.TEMPLATE_ID ->
          touch.agent(intAt(buffer, body + DeniedDecoder.agentIndexEncodingOffset()));
      case ConsumedDecoder.TEMPLATE_ID -> {
        touch.allowance(
            intAt(buffer, body + ConsumedDecoder.agentIndexEncodingOffset()),
            buffer.getByte(body + ConsumedDecoder.resourceEncodingOffset()));
        touch.event(
            longAt(buffer, body + ConsumedDecoder.eventIdHighEncodingOffset()),
            longAt(buffer, body + ConsumedDecoder.eventIdLowEncodingOffset()));
        levels(buffer, body + ConsumedDecoder.BLOCK_LENGTH);
      }
      case ReservedDecoder.TEMPLATE_ID -> {
        touch.allowance(
            intAt(buffer, body + ReservedDecoder.agentIndexEncodingOffset()),
            buffer.getByte(body + ReservedDecoder.resourceEncodingOffset()));
        touch.reservation(
            longAt(buffer, body + ReservedDecoder.reservationIdHighEncodingOffset()),
            longAt(buffer, body + ReservedDecoder.reservationIdLowEncodingOffset()));
        levels(buffer, body + ReservedDecoder.BLOCK_LENGTH);
      }
      case SettledDecoder.TEMPLATE_ID -> {
        touch.allowance(
            intAt(buffer, body + SettledDecoder.agentIndexEncodingOffset()),
            buffer.getByte(body + SettledDecoder.resourceEncodingOffset()));
        touch.reservation(
            longAt(buffer, body + SettledDecoder.reservationIdHighEncodingOffset()),
            longAt(buffer, body + SettledDecoder.reservationIdLowEncodingOffset()));
        levels(buffer, body + SettledDecoder.BLOCK_LENGTH);
      }
      default -> {
        // Commands are few.
      }
    }
  }

  private void levels(final DirectBuffer buffer, final int group) {
    final int count = Math.min(buffer.getByte(group + LEVEL_COUNT), BudgetLevels.MAX_LEVELS);
    for (int i = 0; i < count; i++) {
      touch.budget(intAt(buffer, group + LEVELS + i * LEVEL_LENGTH + LEVEL_AGENT));
    }
  }

  /** Reads all that was noted. */
  void read() {
    touch.read();
  }

  private static int templateId(final DirectBuffer buffer, final int offset) {
    return buffer.getShort(offset + TEMPLATE_ID, ByteOrder.LITTLE_ENDIAN);
  }

  private static int intAt(final DirectBuffer buffer, final int offset) {
    return buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
  }

  private static long longAt(final DirectBuffer buffer, final int offset) {
    return buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
  }

  /** Depends on all that was read. */
  long sum() {
    return touch.sum();
  }
}
