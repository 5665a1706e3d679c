package io.tollgate.client;

import io.tollgate.engine.domain.decision.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of the gate for any number of threads. Calls never throw for what the gate or the way to
 * it does: they are answered, and where the gate did not answer, with a refusal ({@link
 * GateReply#reason()} says which). Nothing is ever allowed but by the gate.
 *
 * <p>A thread of its own sends and receives, and finds the gate again when it was restarted.
 * Futures are completed in that thread: what hangs on them must not block; {@link #call} refuses to
 * be called there.
 */
public final class TollgateClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TollgateClient.class);
  private static final long GRACE_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long CONNECT_CHECK_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final RetryPolicy retryPolicy;
  private final NanoClock clock;
  private final ClientCounters counters = new ClientCounters();
  private final Map<String, PermissionEntry> permissions = new ConcurrentHashMap<>();
  private final int maxPermissions;
  private final ClientAgent agent;
  private final AgentRunner runner;
  private final Thread thread;

  private TollgateClient(final Context context) {
    this.retryPolicy = context.retryPolicy();
    this.clock = context.nanoClock();
    this.maxPermissions = GateSession.MAX_PERMISSION + 1;
    this.agent = new ClientAgent(context, counters, permissions::clear);
    this.runner = new AgentRunner(context.idleStrategy(), context.errorHandler(), null, agent);
    this.thread = AgentRunner.startOnThread(runner, TollgateClient::newThread);
  }

  private static Thread newThread(final Runnable runnable) {
    final Thread thread = new Thread(runnable);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts a client. Does not wait for a gate: {@link #awaitConnected} does.
   *
   * @param context settings; concluded here.
   * @return the client.
   */
  public static TollgateClient start(final Context context) {
    return new TollgateClient(context.conclude());
  }

  /** Whether there is a session with a gate now. */
  public boolean isConnected() {
    return agent.isConnected();
  }

  /**
   * Waits until there is a session with a gate.
   *
   * @param timeout how long.
   * @return whether there is one.
   */
  public boolean awaitConnected(final Duration timeout) {
    final long deadlineNs = clock.nanoTime() + timeout.toNanos();
    while (!agent.isConnected()) {
      if (deadlineNs - clock.nanoTime() <= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(CONNECT_CHECK_NS);
    }
    return true;
  }

  /** Calls the gate and waits, as long as the client's policy says. */
  public <R extends GateReply> R call(final GateRequest<R> request) {
    return call(request, retryPolicy);
  }

  /**
   * Calls the gate and waits. A thread that is interrupted meanwhile gets TIMEOUT and stays
   * interrupted.
   *
   * @param request what is asked.
   * @param policy how long to wait and whether to repeat.
   * @return the reply, never null.
   * @throws IllegalStateException if called in the client's own thread.
   */
  public <R extends GateReply> R call(final GateRequest<R> request, final RetryPolicy policy) {
    requireOtherThread();
    final CompletableFuture<R> future = callAsync(request, policy);
    try {
      return future.get(policy.withinNs() + GRACE_NS, TimeUnit.NANOSECONDS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return request.refused(Reason.TIMEOUT);
    } catch (final TimeoutException e) {
      return request.refused(Reason.TIMEOUT);
    } catch (final ExecutionException e) {
      throw new IllegalStateException("a call is never completed with an exception", e);
    }
  }

  private void requireOtherThread() {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("the client's own thread cannot wait for itself");
    }
  }

  /** Calls the gate and does not wait; the client's policy says how long the reply may take. */
  public <R extends GateReply> CompletableFuture<R> callAsync(final GateRequest<R> request) {
    return callAsync(request, retryPolicy);
  }

  /**
   * Calls the gate and does not wait.
   *
   * @param request what is asked.
   * @param policy how long the reply may take and whether to repeat.
   * @return completed with the reply, never with an exception.
   */
  public <R extends GateReply> CompletableFuture<R> callAsync(
      final GateRequest<R> request, final RetryPolicy policy) {
    final PendingCall<R> call = new PendingCall<>(request, policy, clock.nanoTime());
    agent.submit(call);
    LockSupport.unpark(thread);
    return call.future();
  }

  /**
   * A permission by its name. Found ones are remembered until the client connects anew, because a
   * bit's name never changes; the minimum trust is that of the first look-up.
   *
   * @param name product:verb.
   * @return the entry, or why there is none.
   */
  public PermissionEntry permission(final String name) {
    final PermissionEntry known = permissions.get(name);
    if (known != null) {
      return known;
    }
    final PermissionEntry entry = call(new GateQuery.OfPermission(name));
    if (entry.isOk() && permissions.size() < maxPermissions) {
      permissions.put(name, entry);
    }
    return entry;
  }

  /** What the client has done since it started. */
  public ClientStatistics statistics() {
    return counters.snapshot();
  }

  private static void log(final Throwable error) {
    LOG.warn("on the way to the gate: {}", error.toString());
  }

  /**
   * Stops; calls that have no answer are refused as UNAVAILABLE.
   *
   * @throws IllegalStateException if called in the client's own thread, which it waits for.
   */
  @Override
  public void close() {
    requireOtherThread();
    runner.close();
  }

  /**
   * Every setting of a client with its default and its check. Set what differs; it is concluded
   * once, by {@link TollgateClient#start}.
   */
  public static final class Context {
    /** Calls under way at the most, unless set otherwise. */
    public static final int DEFAULT_MAX_CALLS = 4096;

    private static final int MAX_MAX_CALLS = 1 << 20;
    private static final long MIN_TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MAX_TIMEOUT_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long MAX_IDLE_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private GateLocator locator;
    private GateChannels channels = GateChannels.ipc();
    private String clientName = "tollgate-client";
    private RetryPolicy retryPolicy = RetryPolicy.once(Duration.ofSeconds(2));
    private int maxCalls = DEFAULT_MAX_CALLS;
    private long driverTimeoutNs = TimeUnit.SECONDS.toNanos(5);
    private long openTimeoutNs = TimeUnit.SECONDS.toNanos(5);
    private long reconnectIntervalNs = TimeUnit.MILLISECONDS.toNanos(100);
    private IdleStrategy idleStrategy;
    private NanoClock nanoClock = SystemNanoClock.INSTANCE;
    private ErrorHandler errorHandler;
    private boolean isConcluded;

    /**
     * Checks the settings and fills in what was left out.
     *
     * @return this.
     * @throws IllegalStateException if it was concluded before, or a setting is missing or out of
     *     range.
     */
    public Context conclude() {
      if (isConcluded) {
        throw new IllegalStateException("the context was concluded before");
      }
      Objects.requireNonNull(locator, "locator");
      Objects.requireNonNull(channels, "channels");
      Objects.requireNonNull(clientName, "clientName");
      Objects.requireNonNull(retryPolicy, "retryPolicy");
      Objects.requireNonNull(nanoClock, "nanoClock");
      check("maxCalls", maxCalls, 1, MAX_MAX_CALLS);
      check("driverTimeoutNs", driverTimeoutNs, MIN_TIMEOUT_NS, MAX_TIMEOUT_NS);
      check("openTimeoutNs", openTimeoutNs, MIN_TIMEOUT_NS, MAX_TIMEOUT_NS);
      check("reconnectIntervalNs", reconnectIntervalNs, MIN_TIMEOUT_NS, MAX_TIMEOUT_NS);
      if (idleStrategy == null) {
        idleStrategy = new BackoffIdleStrategy(100, 20, 1_000, MAX_IDLE_PARK_NS);
      }
      if (errorHandler == null) {
        errorHandler = TollgateClient::log;
      }
      isConcluded = true;
      return this;
    }

    private static void check(
        final String name, final long value, final long least, final long most) {
      if (value < least || value > most) {
        throw new IllegalStateException(name + " is " + value + ", not " + least + " to " + most);
      }
    }

    /** Where the gate is; no default. */
    public Context locator(final GateLocator value) {
      this.locator = value;
      return this;
    }

    GateLocator locator() {
      return locator;
    }

    /** Channels of the gate; {@link GateChannels#ipc()} by default. */
    public Context channels(final GateChannels value) {
      this.channels = value;
      return this;
    }

    GateChannels channels() {
      return channels;
    }

    /** Name of the client, its thread and its Aeron client; tollgate-client by default. */
    public Context clientName(final String value) {
      this.clientName = value;
      return this;
    }

    String clientName() {
      return clientName;
    }

    /** Of calls that come without one; one attempt of 2 s by default. */
    public Context retryPolicy(final RetryPolicy value) {
      this.retryPolicy = value;
      return this;
    }

    RetryPolicy retryPolicy() {
      return retryPolicy;
    }

    /** Calls under way at the most, further ones are OVERLOADED; {@value #DEFAULT_MAX_CALLS}. */
    public Context maxCalls(final int value) {
      this.maxCalls = value;
      return this;
    }

    int maxCalls() {
      return maxCalls;
    }

    /** After how long a silent media driver counts as dead; 5 s by default. */
    public Context driverTimeoutNs(final long value) {
      this.driverTimeoutNs = value;
      return this;
    }

    long driverTimeoutNs() {
      return driverTimeoutNs;
    }

    /** How long a session may take to open before another attempt; 5 s by default. */
    public Context openTimeoutNs(final long value) {
      this.openTimeoutNs = value;
      return this;
    }

    long openTimeoutNs() {
      return openTimeoutNs;
    }

    /** Between two attempts to find the gate; 100 ms by default. */
    public Context reconnectIntervalNs(final long value) {
      this.reconnectIntervalNs = value;
      return this;
    }

    long reconnectIntervalNs() {
      return reconnectIntervalNs;
    }

    /** What the thread does when there is nothing to do; backs off to 1 ms by default. */
    public Context idleStrategy(final IdleStrategy value) {
      this.idleStrategy = value;
      return this;
    }

    IdleStrategy idleStrategy() {
      return idleStrategy;
    }

    /** Monotonic clock. */
    public Context nanoClock(final NanoClock value) {
      this.nanoClock = value;
      return this;
    }

    NanoClock nanoClock() {
      return nanoClock;
    }

    /** Told of errors of the way to the gate; by default they are logged. */
    public Context errorHandler(final ErrorHandler value) {
      this.errorHandler = value;
      return this;
    }

    ErrorHandler errorHandler() {
      return errorHandler;
    }
  }
}
