package io.tollgate.engine;

import io.tollgate.engine.domain.chain.VerifiedLinkCache;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.GateSettings;
import io.tollgate.engine.infra.session.SessionSettings;
import io.tollgate.journal.SyncPolicy;
import io.tollgate.secrets.SecretStore;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Every setting of an engine with its default and its check. Set what differs, hand it to {@link
 * EmbeddedEngine#launch}; it is concluded there once.
 */
public final class EngineContext {
  /** Stream on which clients ask. */
  public static final int REQUEST_STREAM_ID = 1001;

  /** Stream on which they are answered. */
  public static final int RESPONSE_STREAM_ID = 1002;

  /** Clients at the most unless set otherwise. */
  public static final int DEFAULT_MAX_SESSIONS = 128;

  private static final int MIN_BATCH_LENGTH = 64 * 1024;
  private static final int MAX_BATCH_LENGTH = 1024 * 1024;
  private static final long MAX_IDLE_PARK_NS = TimeUnit.MICROSECONDS.toNanos(50);

  private Path dataDirectory;
  private Path aeronDirectory;
  private SecretStore secrets;
  private boolean isLockStep;
  private Capacities capacities = Capacities.standard();
  private GateSettings settings = GateSettings.standard();
  private SyncPolicy syncPolicy = SyncPolicy.INTERVAL;
  private long syncIntervalMs = 20;
  private RollCycle rollCycle = RollCycles.FAST_HOURLY;
  private long minFreeBytes = 512L * 1024 * 1024;
  private LongSupplier usableBytes;
  private int maxSessions = DEFAULT_MAX_SESSIONS;
  private int fragmentLimit = 64;
  private int answersPerCycle = 1024;
  private int batchLength = 256 * 1024;
  private int linkCacheEntries = 1 << 17;
  private long stallTimeoutNs = TimeUnit.SECONDS.toNanos(5);
  private long cycleThresholdNs = TimeUnit.MILLISECONDS.toNanos(1);
  private long drainTimeoutNs = TimeUnit.SECONDS.toNanos(2);
  private long latencyIntervalNs = TimeUnit.SECONDS.toNanos(10);
  private IdleStrategy idleStrategy;
  private IdleStrategy acceptorIdleStrategy;
  private NanoClock nanoClock = SystemNanoClock.INSTANCE;
  private EpochClock epochClock = SystemEpochClock.INSTANCE;
  private ErrorHandler errorHandler;
  private Runnable terminationHook = () -> {};
  private boolean isConcluded;

  /**
   * Checks the settings and fills in what was left out.
   *
   * @return this.
   * @throws IllegalStateException if it was concluded before, or a setting is missing or out of
   *     range.
   */
  public EngineContext conclude() {
    if (isConcluded) {
      throw new IllegalStateException("the context was concluded before");
    }
    Objects.requireNonNull(dataDirectory, "dataDirectory");
    Objects.requireNonNull(capacities, "capacities");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(syncPolicy, "syncPolicy");
    Objects.requireNonNull(rollCycle, "rollCycle");
    check("maxSessions", maxSessions, 1, 10_000);
    check("fragmentLimit", fragmentLimit, 1, 10_000);
    check("answersPerCycle", answersPerCycle, 1, 1 << 16);
    check("batchLength", batchLength, MIN_BATCH_LENGTH, MAX_BATCH_LENGTH);
    check(
        "linkCacheEntries",
        linkCacheEntries,
        VerifiedLinkCache.MIN_CAPACITY,
        VerifiedLinkCache.MAX_CAPACITY);
    check("stallTimeoutNs", stallTimeoutNs, 1, TimeUnit.HOURS.toNanos(1));
    check("drainTimeoutNs", drainTimeoutNs, 0, TimeUnit.MINUTES.toNanos(1));
    check(
        "latencyIntervalNs",
        latencyIntervalNs,
        TimeUnit.MILLISECONDS.toNanos(10),
        TimeUnit.HOURS.toNanos(1));
    check("minFreeBytes", minFreeBytes, 0, Long.MAX_VALUE);
    if (idleStrategy == null) {
      idleStrategy = new BackoffIdleStrategy(1_000, 100, 1_000, MAX_IDLE_PARK_NS);
    }
    if (acceptorIdleStrategy == null) {
      acceptorIdleStrategy = new SleepingMillisIdleStrategy(1);
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

  /** How clients are met. */
  SessionSettings sessionSettings() {
    return new SessionSettings(
        GateMediaDriver.ipcChannel(),
        REQUEST_STREAM_ID,
        GateMediaDriver.ipcChannel(),
        RESPONSE_STREAM_ID,
        maxSessions,
        fragmentLimit,
        stallTimeoutNs);
  }

  /** Where everything is kept; no default. */
  public EngineContext dataDirectory(final Path value) {
    this.dataDirectory = value;
    return this;
  }

  public Path dataDirectory() {
    return dataDirectory;
  }

  /** Its secrets, open; by default those in the data directory, with the root key in a file. */
  public EngineContext secrets(final SecretStore value) {
    this.secrets = value;
    return this;
  }

  public SecretStore secrets() {
    return secrets;
  }

  /** Of the media driver; by default what {@link DataDirectory#defaultAeronDirectory()} says. */
  public EngineContext aeronDirectory(final Path value) {
    this.aeronDirectory = value;
    return this;
  }

  public Path aeronDirectory() {
    return aeronDirectory;
  }

  /**
   * Whether there are no threads and {@link EmbeddedEngine#invoke()} does all work; for tests.
   * False by default.
   */
  public EngineContext lockStep(final boolean value) {
    this.isLockStep = value;
    return this;
  }

  public boolean lockStep() {
    return isLockStep;
  }

  /** How much the state holds; {@link Capacities#standard()} by default. */
  public EngineContext capacities(final Capacities value) {
    this.capacities = value;
    return this;
  }

  public Capacities capacities() {
    return capacities;
  }

  /** Bounds of the rules; {@link GateSettings#standard()} by default. */
  public EngineContext settings(final GateSettings value) {
    this.settings = value;
    return this;
  }

  public GateSettings settings() {
    return settings;
  }

  /** When the journal is forced to the disk; every {@link #syncIntervalMs()} by default. */
  public EngineContext syncPolicy(final SyncPolicy value) {
    this.syncPolicy = value;
    return this;
  }

  public SyncPolicy syncPolicy() {
    return syncPolicy;
  }

  /** Milliseconds between two forcings with {@link SyncPolicy#INTERVAL}; 20 by default. */
  public EngineContext syncIntervalMs(final long value) {
    this.syncIntervalMs = value;
    return this;
  }

  public long syncIntervalMs() {
    return syncIntervalMs;
  }

  /** How the journal is cut into files; hourly by default. A journal keeps what it began with. */
  public EngineContext rollCycle(final RollCycle value) {
    this.rollCycle = value;
    return this;
  }

  public RollCycle rollCycle() {
    return rollCycle;
  }

  /** With less room on the disk nothing is written and all is denied; 512 MiB by default. */
  public EngineContext minFreeBytes(final long value) {
    this.minFreeBytes = value;
    return this;
  }

  public long minFreeBytes() {
    return minFreeBytes;
  }

  /** Says how much room the disk has; by default the file system does. */
  public EngineContext usableBytes(final LongSupplier value) {
    this.usableBytes = value;
    return this;
  }

  public LongSupplier usableBytes() {
    return usableBytes;
  }

  /** Clients at the most; {@value #DEFAULT_MAX_SESSIONS} by default. */
  public EngineContext maxSessions(final int value) {
    this.maxSessions = value;
    return this;
  }

  public int maxSessions() {
    return maxSessions;
  }

  /** Requests of one client in one cycle at the most; 64 by default. */
  public EngineContext fragmentLimit(final int value) {
    this.fragmentLimit = value;
    return this;
  }

  public int fragmentLimit() {
    return fragmentLimit;
  }

  /** Answers in one cycle at the most; 1,024 by default. */
  public EngineContext answersPerCycle(final int value) {
    this.answersPerCycle = value;
    return this;
  }

  public int answersPerCycle() {
    return answersPerCycle;
  }

  /** Bytes of records that one cycle can decide; 256 KiB by default. */
  public EngineContext batchLength(final int value) {
    this.batchLength = value;
    return this;
  }

  public int batchLength() {
    return batchLength;
  }

  /** Verified links that are remembered, 200 bytes each; 131,072 by default. */
  public EngineContext linkCacheEntries(final int value) {
    this.linkCacheEntries = value;
    return this;
  }

  public int linkCacheEntries() {
    return linkCacheEntries;
  }

  /** How long a client may leave its answers unread before it is closed; 5 s by default. */
  public EngineContext stallTimeoutNs(final long value) {
    this.stallTimeoutNs = value;
    return this;
  }

  public long stallTimeoutNs() {
    return stallTimeoutNs;
  }

  /** Duty cycles longer than this are counted; 1 ms by default. */
  public EngineContext cycleThresholdNs(final long value) {
    this.cycleThresholdNs = value;
    return this;
  }

  public long cycleThresholdNs() {
    return cycleThresholdNs;
  }

  /** How long a close waits for requests that are under way; 2 s by default. */
  public EngineContext drainTimeoutNs(final long value) {
    this.drainTimeoutNs = value;
    return this;
  }

  public long drainTimeoutNs() {
    return drainTimeoutNs;
  }

  /** How often what was timed is told; every 10 s by default. */
  public EngineContext latencyIntervalNs(final long value) {
    this.latencyIntervalNs = value;
    return this;
  }

  public long latencyIntervalNs() {
    return latencyIntervalNs;
  }

  /** What the engine thread does when there is nothing to do; by default it backs off to 50 µs. */
  public EngineContext idleStrategy(final IdleStrategy value) {
    this.idleStrategy = value;
    return this;
  }

  public IdleStrategy idleStrategy() {
    return idleStrategy;
  }

  /** What the acceptor thread does when there is nothing to do; by default it sleeps 1 ms. */
  public EngineContext acceptorIdleStrategy(final IdleStrategy value) {
    this.acceptorIdleStrategy = value;
    return this;
  }

  public IdleStrategy acceptorIdleStrategy() {
    return acceptorIdleStrategy;
  }

  /** Monotonic clock. */
  public EngineContext nanoClock(final NanoClock value) {
    this.nanoClock = value;
    return this;
  }

  public NanoClock nanoClock() {
    return nanoClock;
  }

  /** Wall clock. */
  public EngineContext epochClock(final EpochClock value) {
    this.epochClock = value;
    return this;
  }

  public EpochClock epochClock() {
    return epochClock;
  }

  /** Told of errors beside the error log; by default they are logged. */
  public EngineContext errorHandler(final ErrorHandler value) {
    this.errorHandler = value;
    return this;
  }

  public ErrorHandler errorHandler() {
    return errorHandler;
  }

  /** Run once when the engine stops by itself because it cannot go on; any thread. */
  public EngineContext terminationHook(final Runnable value) {
    this.terminationHook = value;
    return this;
  }

  public Runnable terminationHook() {
    return terminationHook;
  }
}
