package io.tollgate.engine;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tollgate.engine.domain.state.Table;
import io.tollgate.engine.infra.cycle.GateCycle;
import io.tollgate.engine.infra.cycle.Journal;
import io.tollgate.engine.infra.latency.CycleLatency;
import io.tollgate.engine.infra.latency.LatencyLog;
import io.tollgate.engine.infra.latency.LatencyReporter;
import io.tollgate.engine.infra.session.SessionAcceptor;
import io.tollgate.engine.infra.state.Recovery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;

/**
 * A whole engine in this process: media driver, acceptor, the thread that decides, journal and
 * state. Closing it answers what clients have sent and leaves the state so that the next start
 * takes it as it is; killing it loses no decision that was answered.
 *
 * <p>Any thread may launch and close.
 */
public final class EmbeddedEngine implements AutoCloseable {
  private static final int CLOSE_RETRY_MS = (int) TimeUnit.SECONDS.toMillis(10);

  private final EngineContext context;
  private final DataDirectory data;
  private final EngineLock lock;
  private final EngineErrors errors;
  private final EngineParts parts;
  private final MediaDriver driver;
  private final Aeron aeron;
  private final EngineCounters counters;
  private final GateCycle cycle;
  private final Maintenance maintenance;
  private final GateEngineAgent engine;
  private AgentRunner maintenanceRunner;
  private AgentRunner engineRunner;
  private boolean isClosed;

  private EmbeddedEngine(
      final EngineContext context,
      final DataDirectory data,
      final EngineLock lock,
      final EngineErrors errors,
      final EngineParts parts) {
    this.context = context;
    this.data = data;
    this.lock = lock;
    this.errors = errors;
    this.parts = parts;
    final Path aeronDirectory =
        context.aeronDirectory() == null ? data.defaultAeronDirectory() : context.aeronDirectory();
    this.driver =
        GateMediaDriver.launch(
            GateMediaDriver.context(aeronDirectory)
                .threadingMode(context.lockStep() ? ThreadingMode.INVOKER : ThreadingMode.SHARED)
                .errorHandler(errors));
    this.aeron = Aeron.connect(clientContext());
    this.counters = EngineCounters.inDriver(aeron);
    for (final Table table : Table.values()) {
      if (table.isCounted()) {
        counters.capacity(table, table.capacity(context.capacities()));
      }
    }
    final CycleLatency latency = new CycleLatency();
    this.cycle =
        new GateCycle(
            parts.gate(),
            parts.batch(),
            Journal.of(parts.journal()),
            parts.startedAtNs(),
            context.answersPerCycle(),
            counters,
            latency,
            errors);
    final SessionAcceptor acceptor =
        new SessionAcceptor(aeron, context.sessionSettings(), cycle, counters, errors);
    this.maintenance = new Maintenance(acceptor, errors, latencyReporter(latency), counters);
    this.engine =
        new GateEngineAgent(
            parts.clock(),
            new StallTracker(counters, context.cycleThresholdNs()),
            latency,
            cycle,
            acceptor.poller(),
            context.drainTimeoutNs(),
            counters);
  }

  private LatencyReporter latencyReporter(final CycleLatency latency) {
    return new LatencyReporter(
        latency,
        new LatencyLog(data.log(), LatencyLog.Limits.standard()),
        data.latencies(),
        context.latencyIntervalNs(),
        context.nanoClock(),
        context.epochClock(),
        errors);
  }

  private Aeron.Context clientContext() {
    return new Aeron.Context()
        .aeronDirectoryName(driver.aeronDirectoryName())
        .clientName("tollgate-engine")
        .useConductorAgentInvoker(true)
        .driverAgentInvoker(driver.sharedAgentInvoker())
        .errorHandler(errors);
  }

  /**
   * Starts an engine. Returns when clients can connect.
   *
   * @param context with the data directory set; concluded here.
   * @return the running engine.
   * @throws EngineException if another engine runs on the data directory, or it cannot be used.
   * @throws io.tollgate.journal.JournalException if the journal cannot be used.
   */
  public static EmbeddedEngine launch(final EngineContext context) {
    context.conclude();
    final DataDirectory data = DataDirectory.open(context.dataDirectory());
    final EngineLock lock = EngineLock.acquire(data.engineLock());
    EngineErrors errors = null;
    EngineParts parts = null;
    try {
      errors = new EngineErrors(data.engineErrors(), context.errorHandler());
      parts = EngineParts.open(context, data);
      final EmbeddedEngine engine = new EmbeddedEngine(context, data, lock, errors, parts);
      engine.start();
      return engine;
    } catch (final RuntimeException e) {
      CloseHelper.quietCloseAll(parts, errors, lock);
      throw e;
    }
  }

  private void start() {
    if (context.lockStep()) {
      engine.onStart();
    } else {
      maintenanceRunner =
          new AgentRunner(context.acceptorIdleStrategy(), ender(), null, maintenance);
      engineRunner = new AgentRunner(context.idleStrategy(), ender(), null, engine);
      AgentRunner.startOnThread(maintenanceRunner);
      AgentRunner.startOnThread(engineRunner);
    }
    EngineInfo.write(data, aeronDirectory(), Instant.ofEpochMilli(context.epochClock().time()));
  }

  private ErrorHandler ender() {
    return error -> {
      errors.onError(error);
      if (error instanceof AgentTerminationException) {
        context.terminationHook().run();
      }
    };
  }

  /**
   * Does one turn of all agents, on the caller's thread; only where the context says lock-step.
   *
   * @return how much was done.
   */
  public int invoke() {
    if (!context.lockStep()) {
      throw new IllegalStateException("the engine has its own threads");
    }
    return driver.sharedAgentInvoker().invoke() + workOf(maintenance) + workOf(engine);
  }

  private static int workOf(final Agent agent) {
    try {
      return agent.doWork();
    } catch (final AgentTerminationException e) {
      throw e;
    } catch (final Exception e) {
      throw new EngineException(agent.roleName() + " failed: " + e, e);
    }
  }

  /** Where the media driver's files are; clients need it. */
  public Path aeronDirectory() {
    return Path.of(driver.aeronDirectoryName());
  }

  /** Where everything is kept. */
  public DataDirectory data() {
    return data;
  }

  /** How the state came to be at this start. */
  public Recovery recovery() {
    return parts.recovery();
  }

  /** What is counted; to be read only. */
  public EngineCounters counters() {
    return counters;
  }

  /** In lock-step, the driver's turn; a client on the same thread needs it. */
  public MediaDriver driver() {
    return driver;
  }

  /** Answers what was sent, then closes everything. */
  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    if (context.lockStep()) {
      engine.onClose();
      maintenance.onClose();
    } else {
      engineRunner.close(CLOSE_RETRY_MS, null);
      maintenanceRunner.close(CLOSE_RETRY_MS, null);
    }
    CloseHelper.closeAll((ErrorHandler) errors, counters, aeron, driver);
    if (cycle.isWritable()) {
      parts.closeClean();
    } else {
      parts.close();
    }
    EngineInfo.delete(data);
    errors.close();
    lock.close();
  }
}
