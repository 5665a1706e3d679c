package io.tollgate.client;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import org.agrona.CloseHelper;

/**
 * The two Aeron streams of a session: first the subscription for the answers, then the publication
 * for the requests, which names that subscription so that the gate can answer it alone. One thread.
 */
final class SessionLink implements AutoCloseable {
  private enum State {
    SUBSCRIBING,
    PUBLISHING,
    CONNECTING,
    CONNECTED,
    LOST
  }

  private final Aeron aeron;
  private final GateChannels channels;
  private State state = State.SUBSCRIBING;
  private long registrationId;
  private Subscription subscription;
  private ExclusivePublication publication;

  SessionLink(final Aeron aeron, final GateChannels channels) {
    this.aeron = aeron;
    this.channels = channels;
    final ChannelUri uri = ChannelUri.parse(channels.channel());
    uri.put(CommonContext.MDC_CONTROL_MODE_PARAM_NAME, CommonContext.CONTROL_MODE_RESPONSE);
    registrationId = aeron.asyncAddSubscription(uri.toString(), channels.responseStreamId());
  }

  /**
   * Does the next step of opening, without waiting.
   *
   * @return whether the session is connected.
   */
  boolean advance() {
    try {
      if (state == State.SUBSCRIBING) {
        subscribe();
      }
      if (state == State.PUBLISHING) {
        publish();
      }
    } catch (final AeronException | IllegalStateException e) {
      state = State.LOST;
    }
    if (state == State.CONNECTING && publication.isConnected() && subscription.isConnected()) {
      state = State.CONNECTED;
    }
    return state == State.CONNECTED;
  }

  private void subscribe() {
    subscription = aeron.getSubscription(registrationId);
    if (subscription != null) {
      final ChannelUri uri = ChannelUri.parse(channels.channel());
      uri.put(
          CommonContext.RESPONSE_CORRELATION_ID_PARAM_NAME,
          Long.toString(subscription.registrationId()));
      registrationId =
          aeron.asyncAddExclusivePublication(uri.toString(), channels.requestStreamId());
      state = State.PUBLISHING;
    }
  }

  private void publish() {
    publication = aeron.getExclusivePublication(registrationId);
    if (publication != null) {
      state = State.CONNECTING;
    }
  }

  /** How far it came, for an error message. */
  String progress() {
    return switch (state) {
      case SUBSCRIBING -> "the media driver has not answered the subscription";
      case PUBLISHING -> "the media driver has not answered the publication";
      case CONNECTING ->
          publication.isConnected()
              ? "the gate reads the requests, but does not answer"
              : "no gate reads the requests";
      case CONNECTED -> "it is connected";
      case LOST -> "the media driver refused it, or it was closed";
    };
  }

  /** Notices that the gate went away. */
  void watch() {
    if (state == State.CONNECTED && !(publication.isConnected() && subscription.isConnected())) {
      state = State.LOST;
    }
  }

  boolean isConnected() {
    return state == State.CONNECTED;
  }

  boolean isLost() {
    return state == State.LOST;
  }

  Subscription subscription() {
    return subscription;
  }

  ExclusivePublication publication() {
    return publication;
  }

  @Override
  public void close() {
    CloseHelper.quietCloseAll(publication, subscription);
    state = State.LOST;
  }
}
