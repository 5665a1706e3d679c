package io.tollgate.bench.rig;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import io.tollgate.engine.GateMediaDriver;
import io.tollgate.engine.infra.message.AnswerWriter;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the gate is measured against: takes a message, reads all of it, and sends as much of it back
 * as an answer has bytes, by channels of the same settings; nothing else.
 */
final class EchoServer implements Agent {
  /** As the gate's. */
  static final String CHANNEL = GateMediaDriver.ipcChannel();

  private static final int FIRST_REQUEST_STREAM = 2001;
  private static final int FIRST_ANSWER_STREAM = 3001;
  private static final int FRAGMENT_LIMIT = 64;

  private final Line[] lines;

  EchoServer(final Aeron aeron, final int clients) {
    this.lines = new Line[clients];
    for (int i = 0; i < clients; i++) {
      lines[i] =
          new Line(
              aeron.addSubscription(CHANNEL, requestStream(i)),
              aeron.addExclusivePublication(CHANNEL, answerStream(i)));
    }
  }

  static int requestStream(final int client) {
    return FIRST_REQUEST_STREAM + client;
  }

  static int answerStream(final int client) {
    return FIRST_ANSWER_STREAM + client;
  }

  @Override
  public int doWork() {
    int work = 0;
    for (final Line line : lines) {
      work += line.subscription.controlledPoll(line, FRAGMENT_LIMIT);
    }
    return work;
  }

  @Override
  public String roleName() {
    return "echo";
  }

  /** One client. */
  private static final class Line implements ControlledFragmentHandler {
    private final Subscription subscription;
    private final ExclusivePublication publication;
    private final BufferClaim claim = new BufferClaim();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[GateMediaDriver.MTU_LENGTH]);

    Line(final Subscription subscription, final ExclusivePublication publication) {
      this.subscription = subscription;
      this.publication = publication;
    }

    @Override
    public Action onFragment(
        final DirectBuffer buffer, final int offset, final int length, final Header header) {
      message.putBytes(0, buffer, offset, length);
      final long result = publication.tryClaim(AnswerWriter.ANSWER_LENGTH, claim);
      if (result == Publication.BACK_PRESSURED || result == Publication.ADMIN_ACTION) {
        return Action.ABORT;
      }
      if (result > 0) {
        claim.buffer().putBytes(claim.offset(), message, 0, AnswerWriter.ANSWER_LENGTH);
        claim.commit();
      }
      return Action.CONTINUE;
    }
  }
}
