package io.tollgate.ops.gate;

import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.config.GateHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the roles that run in other processes: which of them starts first does not matter. */
final class Others {

  private static final Logger LOGGER = LoggerFactory.getLogger(Others.class);
  private static final long LIMIT_NS = TimeUnit.MINUTES.toNanos(2);
  private static final long POLL_MS = 50;

  private Others() {}

  /**
   * Waits for a file that a role writes when it is there.
   *
   * @throws CliException where it does not come within two minutes
   */
  static void await(final GateHome home, final String who, final Path file) {
    if (Files.exists(file)) {
      return;
    }
    LOGGER.info("waiting for {} of {}", who, home.root());
    final long deadlineNs = System.nanoTime() + LIMIT_NS;
    while (!Files.exists(file)) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw new CliException(
            ExitCode.UNAVAILABLE,
            who + " did not come up on " + home.root() + "; start that role first");
      }
      try {
        Thread.sleep(POLL_MS);
      } catch (final InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CliException(ExitCode.UNAVAILABLE, "interrupted", e);
      }
    }
  }
}
