package io.tollgate.bench.rig;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Asks an {@link EchoServer}: messages of the same lengths as the gate's, and nothing else. */
final class EchoExchange implements Exchange, FragmentHandler {
  private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);

  private final ExclusivePublication requests;
  private final Subscription answers;
  private final BufferClaim claim = new BufferClaim();
  private final UnsafeBuffer message;
  private Listener listener;

  EchoExchange(final Aeron aeron, final int number, final int messageLength) {
    this.answers = aeron.addSubscription(EchoServer.CHANNEL, EchoServer.answerStream(number));
    this.requests =
        aeron.addExclusivePublication(EchoServer.CHANNEL, EchoServer.requestStream(number));
    this.message = new UnsafeBuffer(new byte[messageLength]);
    final long deadlineNs = System.nanoTime() + CONNECT_TIMEOUT_NS;
    while (!requests.isConnected() || !answers.isConnected()) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw new IllegalStateException("no echo answers");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public boolean offer(final long correlationId) {
    final long result = requests.tryClaim(message.capacity(), claim);
    if (result > 0) {
      claim.buffer().putBytes(claim.offset(), message, 0, message.capacity());
      claim.buffer().putLong(claim.offset(), correlationId, ByteOrder.LITTLE_ENDIAN);
      claim.commit();
      return true;
    }
    if (result != Publication.BACK_PRESSURED && result != Publication.ADMIN_ACTION) {
      throw new IllegalStateException("the echo takes nothing any more: " + result);
    }
    return false;
  }

  @Override
  public int poll(final Listener to, final int limit) {
    listener = to;
    return answers.poll(this, limit);
  }

  @Override
  public void onFragment(
      final DirectBuffer buffer, final int offset, final int length, final Header header) {
    listener.onAnswer(buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN), true);
  }

  @Override
  public void close() {
    requests.close();
    answers.close();
  }
}
