package io.tollgate.engine.infra.session;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.tollgate.engine.infra.cycle.AnswerChannel;
import io.tollgate.engine.infra.cycle.RequestHandler;
import org.agrona.DirectBuffer;

/**
 * One client: the image on which it asks and the publication on which it is answered. Polled by the
 * engine thread; made and closed by the {@link SessionAcceptor}.
 *
 * <p>A client that does not read its answers is not polled until it does, so that it stalls only
 * itself.
 */
final class ClientSession implements ControlledFragmentHandler, AnswerChannel {
  private static final long NOT_STALLED = Long.MAX_VALUE;

  private final Image image;
  private final ExclusivePublication publication;
  private final RequestHandler requests;
  private long stalledSinceNs = NOT_STALLED;
  private RequestHandler.Outcome lastOutcome = RequestHandler.Outcome.TAKEN;

  ClientSession(
      final Image image, final ExclusivePublication publication, final RequestHandler requests) {
    this.image = image;
    this.publication = publication;
    this.requests = requests;
  }

  Image image() {
    return image;
  }

  ExclusivePublication publication() {
    return publication;
  }

  /**
   * Takes requests.
   *
   * @param nowNs monotonic time: a wall clock that is stepped must close nobody.
   * @param fragmentLimit requests at the most.
   * @return how many were taken.
   */
  int poll(final long nowNs, final int fragmentLimit) {
    if (stalledSinceNs != NOT_STALLED
        && publication.availableWindow() < publication.maxPayloadLength()) {
      return 0;
    }
    lastOutcome = RequestHandler.Outcome.TAKEN;
    final int taken = image.controlledPoll(this, fragmentLimit);
    if (lastOutcome == RequestHandler.Outcome.NO_ROOM_FOR_ANSWER) {
      stalledSinceNs = Math.min(stalledSinceNs, nowNs);
    } else if (taken > 0) {
      stalledSinceNs = NOT_STALLED;
    }
    return taken;
  }

  /** What became of the last request of the last poll. */
  RequestHandler.Outcome lastOutcome() {
    return lastOutcome;
  }

  /** How long the client has not read its answers at a monotonic time, in ns; 0 where it does. */
  long stalledNs(final long nowNs) {
    return stalledSinceNs == NOT_STALLED ? 0 : nowNs - stalledSinceNs;
  }

  /** Whether the client cannot ask or be answered any more. */
  boolean isGone() {
    return image.isClosed()
        || publication.isClosed()
        || lastOutcome == RequestHandler.Outcome.CLIENT_GONE;
  }

  @Override
  public Action onFragment(
      final DirectBuffer buffer, final int offset, final int length, final Header header) {
    final byte flags = header.flags();
    if ((flags & FrameDescriptor.BEGIN_FRAG_FLAG) == 0) {
      return Action.CONTINUE;
    }
    final boolean isWhole = (flags & FrameDescriptor.END_FRAG_FLAG) != 0;
    lastOutcome = requests.onRequest(this, buffer, offset, length, isWhole);
    return lastOutcome == RequestHandler.Outcome.TAKEN ? Action.CONTINUE : Action.ABORT;
  }

  @Override
  public long tryClaim(final int length, final BufferClaim claim) {
    final long result = publication.tryClaim(length, claim);
    return result == Publication.ADMIN_ACTION ? publication.tryClaim(length, claim) : result;
  }
}
