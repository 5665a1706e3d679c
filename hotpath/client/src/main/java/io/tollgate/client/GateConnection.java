package io.tollgate.client;

import io.aeron.Aeron;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session with the gate, as far as there is one. The media driver lives and dies with the
 * engine, so that with every engine there is a new Aeron client. The client's thread only.
 */
final class GateConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GateConnection.class);
  private static final long MARK_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(250);

  private enum State {
    DOWN,
    OPENING,
    UP
  }

  private final GateLocator locator;
  private final GateChannels channels;
  private final String clientName;
  private final long driverTimeoutMs;
  private final long openTimeoutNs;
  private final long reconnectIntervalNs;
  private final ErrorHandler errorHandler;
  private State state = State.DOWN;
  private Aeron aeron;
  private GateSession session;
  private Path aeronDirectory;
  private Optional<DriverMark> mark = Optional.empty();
  private long markCheckAtNs;
  private long tryAtNs;
  private long openDeadlineNs;

  GateConnection(final TollgateClient.Context context, final long nowNs) {
    this.locator = context.locator();
    this.channels = context.channels();
    this.clientName = context.clientName();
    this.driverTimeoutMs = TimeUnit.NANOSECONDS.toMillis(context.driverTimeoutNs());
    this.openTimeoutNs = context.openTimeoutNs();
    this.reconnectIntervalNs = context.reconnectIntervalNs();
    this.errorHandler = context.errorHandler();
    this.tryAtNs = nowNs;
  }

  boolean isUp() {
    return state == State.UP;
  }

  /** The session, where {@link #isUp()}. */
  GateSession session() {
    return session;
  }

  /** Does what is due: finds a gate, opens a session, notices that it is lost. */
  int doWork(final long nowNs) {
    if (state == State.DOWN) {
      return tryAtNs - nowNs <= 0 ? tryToOpen(nowNs) : 0;
    }
    final int work = aeron.conductorAgentInvoker().invoke();
    if (session.isLost() || aeron.isClosed() || isReplaced(nowNs)) {
      drop(nowNs);
      return 1;
    }
    if (state == State.OPENING) {
      return work + continueOpening(nowNs);
    }
    return work;
  }

  private int tryToOpen(final long nowNs) {
    tryAtNs = nowNs + reconnectIntervalNs;
    try {
      final Optional<Path> found = locator.aeronDirectory();
      if (found.isEmpty() || !isDriverActive(found.get().toFile())) {
        return 0;
      }
      aeronDirectory = found.get();
      mark = DriverMark.read(aeronDirectory);
      aeron = Aeron.connect(aeronContext());
      session = GateSession.open(aeron, channels);
      openDeadlineNs = nowNs + openTimeoutNs;
      markCheckAtNs = nowNs + MARK_INTERVAL_NS;
      state = State.OPENING;
    } catch (final RuntimeException e) {
      // Whatever it is, of Aeron, the file system or the locator: another attempt follows.
      errorHandler.onError(e);
      drop(nowNs);
    }
    return 1;
  }

  private boolean isDriverActive(final File directory) {
    return Aeron.Context.isDriverActive(directory, driverTimeoutMs, message -> {});
  }

  private Aeron.Context aeronContext() {
    return new Aeron.Context()
        .aeronDirectoryName(aeronDirectory.toString())
        .clientName(clientName)
        .useConductorAgentInvoker(true)
        .driverTimeoutMs(driverTimeoutMs)
        .errorHandler(errorHandler)
        .subscriberErrorHandler(errorHandler);
  }

  private int continueOpening(final long nowNs) {
    session.poll(answer -> {}, 1);
    if (session.isConnected()) {
      state = State.UP;
      LOG.info("{} is connected to the gate at {}", clientName, aeronDirectory);
      return 1;
    }
    if (openDeadlineNs - nowNs < 0) {
      drop(nowNs);
    }
    return 0;
  }

  private boolean isReplaced(final long nowNs) {
    if (markCheckAtNs - nowNs > 0) {
      return false;
    }
    markCheckAtNs = nowNs + MARK_INTERVAL_NS;
    return !DriverMark.read(aeronDirectory).equals(mark);
  }

  /** Leaves the gate; another attempt follows. */
  void drop(final long nowNs) {
    if (state == State.UP) {
      LOG.info("{} lost the gate at {}", clientName, aeronDirectory);
    }
    state = State.DOWN;
    tryAtNs = nowNs + reconnectIntervalNs;
    close();
  }

  @Override
  public void close() {
    CloseHelper.quietCloseAll(session, aeron);
    session = null;
    aeron = null;
  }
}
