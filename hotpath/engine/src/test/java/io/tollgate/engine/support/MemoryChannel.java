package io.tollgate.engine.support;

import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.tollgate.engine.infra.cycle.AnswerChannel;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Answers in memory: claimed, and after their release read in order. */
public final class MemoryChannel implements AnswerChannel {
  private static final int HEADER_LENGTH = DataHeaderFlyweight.HEADER_LENGTH;

  private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 22));
  private int end;
  private int next;
  private long refusal;

  /** Makes every claim fail with one of Aeron's codes, or work again with 0. */
  public void refuse(final long code) {
    refusal = code;
  }

  @Override
  public long tryClaim(final int length, final BufferClaim claim) {
    if (refusal != 0) {
      return refusal;
    }
    final int aligned = BitUtil.align(length + HEADER_LENGTH, 32);
    if (end + aligned > memory.capacity()) {
      return Publication.BACK_PRESSURED;
    }
    memory.putInt(end, 0);
    FrameDescriptor.frameType(memory, end, DataHeaderFlyweight.HDR_TYPE_DATA);
    claim.wrap(memory, end, length + HEADER_LENGTH);
    end += aligned;
    return end;
  }

  /** The next answer that was released, or -1 where there is none; afterwards it is read. */
  public int poll() {
    while (next < end && memory.getInt(next) > 0) {
      final int frame = next;
      next += BitUtil.align(memory.getInt(frame), 32);
      if (!FrameDescriptor.isPaddingFrame(memory, frame)) {
        return frame + HEADER_LENGTH;
      }
    }
    return -1;
  }

  /** What the answers lie in. */
  public DirectBuffer memory() {
    return memory;
  }

  /** Forgets all answers. */
  public void clear() {
    end = 0;
    next = 0;
  }
}
