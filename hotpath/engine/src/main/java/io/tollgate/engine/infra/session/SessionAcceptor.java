package io.tollgate.engine.infra.session;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.tollgate.engine.EngineCounter;
import io.tollgate.engine.EngineCounters;
import io.tollgate.engine.infra.cycle.RequestHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.agrona.ErrorHandler;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * Makes and closes sessions, in a thread of its own, because that maps files and waits for the
 * media driver. It hands sessions that are ready to the {@link SessionPoller} through one queue and
 * takes those that are over from another.
 */
public final class SessionAcceptor implements Agent {
  private final Aeron aeron;
  private final AgentInvoker conductor;
  private final Subscription subscription;
  private final SessionSettings settings;
  private final RequestHandler requests;
  private final EngineCounters counters;
  private final ErrorHandler errors;
  private final Queue<ClientSession> arrivals;
  private final Queue<ClientSession> departures;
  private final LongHashSet known = new LongHashSet();
  private final List<Greeting> greetings = new ArrayList<>();
  private final SessionPoller poller;

  /** A client whose answer channel is being made. */
  private record Greeting(Image image, long registrationId) {}

  /**
   * An acceptor that listens at once.
   *
   * @param aeron whose conductor is invoked by this agent.
   * @param settings of channels and bounds.
   * @param requests takes what clients ask.
   * @param counters of the engine.
   * @param errors is told what goes wrong.
   */
  public SessionAcceptor(
      final Aeron aeron,
      final SessionSettings settings,
      final RequestHandler requests,
      final EngineCounters counters,
      final ErrorHandler errors) {
    this.aeron = aeron;
    this.conductor = aeron.conductorAgentInvoker();
    this.settings = settings;
    this.requests = requests;
    this.counters = counters;
    this.errors = errors;
    this.arrivals = new OneToOneConcurrentArrayQueue<>(settings.maxSessions());
    this.departures = new OneToOneConcurrentArrayQueue<>(settings.maxSessions());
    this.poller =
        new SessionPoller(
            arrivals,
            departures,
            settings.maxSessions(),
            settings.fragmentLimit(),
            settings.stallTimeoutNs(),
            counters);
    this.subscription =
        aeron.addSubscription(settings.requestChannel(), settings.requestStreamId());
  }

  /** What the engine thread polls. */
  public SessionPoller poller() {
    return poller;
  }

  @Override
  public int doWork() {
    int work = conductor == null ? 0 : conductor.invoke();
    final int imageCount = subscription.imageCount();
    for (int i = 0; i < imageCount; i++) {
      work += greet(subscription.imageAtIndex(i));
    }
    for (int i = greetings.size() - 1; i >= 0; i--) {
      work += introduce(greetings.get(i));
    }
    return work + seeOff();
  }

  private int greet(final Image image) {
    if (image.isClosed() || known.contains(image.correlationId())) {
      return 0;
    }
    if (known.size() >= settings.maxSessions()) {
      counters.increment(EngineCounter.SESSIONS_REFUSED);
      reject(image, "the gate has as many clients as it takes");
      return 1;
    }
    final ChannelUri channel = ChannelUri.parse(settings.responseChannel());
    channel.put(CommonContext.MDC_CONTROL_MODE_PARAM_NAME, CommonContext.CONTROL_MODE_RESPONSE);
    channel.put(
        CommonContext.RESPONSE_CORRELATION_ID_PARAM_NAME, Long.toString(image.correlationId()));
    final long registrationId =
        aeron.asyncAddExclusivePublication(channel.toString(), settings.responseStreamId());
    known.add(image.correlationId());
    greetings.add(new Greeting(image, registrationId));
    return 1;
  }

  private int introduce(final Greeting greeting) {
    try {
      final ExclusivePublication publication =
          aeron.getExclusivePublication(greeting.registrationId());
      if (publication == null || (!publication.isConnected() && !greeting.image().isClosed())) {
        return 0;
      }
      final ClientSession session = new ClientSession(greeting.image(), publication, requests);
      if (!arrivals.offer(session)) {
        return 0;
      }
    } catch (final AeronException e) {
      errors.onError(e);
      reject(greeting.image(), "the gate could not open an answer channel");
      known.remove(greeting.image().correlationId());
    }
    greetings.remove(greeting);
    return 1;
  }

  private int seeOff() {
    final ClientSession session = departures.poll();
    if (session == null) {
      return 0;
    }
    session.publication().close();
    if (!session.image().isClosed()) {
      reject(session.image(), "the gate closed the session");
    }
    known.remove(session.image().correlationId());
    return 1;
  }

  private void reject(final Image image, final String reason) {
    try {
      image.reject(reason);
    } catch (final AeronException e) {
      errors.onError(e);
    }
  }

  @Override
  public void onClose() {
    subscription.close();
  }

  @Override
  public String roleName() {
    return "tollgate-acceptor";
  }
}
