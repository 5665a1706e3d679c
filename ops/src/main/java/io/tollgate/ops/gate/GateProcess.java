package io.tollgate.ops.gate;

import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.Role;
import io.tollgate.ops.config.Settings;
import io.tollgate.secrets.SecretStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The roles of this process: started in their order, stopped in the reverse one, once, whether a
 * signal, a failing part or a failed start ends them.
 */
final class GateProcess {

  private static final Logger LOGGER = LoggerFactory.getLogger(GateProcess.class);

  /** A stop that takes longer is cut short: the journal makes up for it at the next start. */
  private static final long STOP_LIMIT_MS = TimeUnit.SECONDS.toMillis(60);

  private final Configuration configuration;
  private final Deque<RunningPart> parts = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile ExitCode exitCode = ExitCode.OK;

  GateProcess(final Configuration configuration) {
    this.configuration = configuration;
  }

  /** Starts the roles; where one does not start, stops those that did, and throws. */
  void start() {
    try {
      final HomeLock lock = HomeLock.shared(configuration.home());
      parts.push(new RunningPart("lock", lock));
      final SecretStore secrets = GateSecrets.open(configuration);
      for (final Role role : configuration.get(Settings.ROLES)) {
        start(role, secrets);
      }
    } catch (final RuntimeException e) {
      stop();
      throw e;
    }
  }

  private synchronized void start(final Role role, final SecretStore secrets) {
    final long startedNs = System.nanoTime();
    parts.push(
        switch (role) {
          case ENGINE -> EngineRole.start(configuration, secrets, () -> end(ExitCode.FAILURE));
          case PRODUCTS -> ProductsRole.start(configuration, secrets);
          case API -> ApiRole.start(configuration, secrets);
        });
    LOGGER.info(
        "{} started in {} ms", role, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs));
  }

  /** Waits for a signal to stop, or for a part that cannot go on; then stops everything. */
  ExitCode awaitEnd() {
    final Thread onSignal = new Thread(this::stopOnSignal, "stop-on-signal");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      ended.await();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop();
    return exitCode;
  }

  private void end(final ExitCode code) {
    exitCode = code;
    ended.countDown();
  }

  /** Ctrl-C and SIGTERM come here: a clean stop is a success, whatever the signal was. */
  private void stopOnSignal() {
    if (ended.getCount() == 0) {
      return; // main stops by itself
    }
    LOGGER.info("asked to stop: draining");
    stop();
    Runtime.getRuntime().halt(exitCode.code());
  }

  private synchronized void stop() {
    final Thread limit = new Thread(GateProcess::cutShort, "stop-limit");
    limit.setDaemon(true);
    limit.start();
    while (!parts.isEmpty()) {
      final RunningPart running = parts.pop();
      try {
        running.part().close();
        LOGGER.info("{} stopped", running.name());
      } catch (final Exception e) {
        exitCode = ExitCode.FAILURE;
        LOGGER.error("{} did not stop cleanly", running.name(), e);
      }
    }
    limit.interrupt();
  }

  private static void cutShort() {
    try {
      Thread.sleep(STOP_LIMIT_MS);
    } catch (final InterruptedException e) {
      return; // stopped in time
    }
    LOGGER.error("not stopped within {} ms: cut short", STOP_LIMIT_MS);
    Runtime.getRuntime().halt(ExitCode.FAILURE.code());
  }
}
