package io.tollgate.ops.demo;

import io.tollgate.client.GateLocator;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.command.GateOptions;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.ProblemException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.YieldingIdleStrategy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs real LLM traffic through the gate and proves that every token of it was accounted for. */
@Command(
    name = "demo",
    description = "Send real LLM traffic through the gate, and reconcile it to the token")
public final class DemoCommand implements Callable<Integer> {

  private static final long SETTLE_LIMIT_NS = TimeUnit.MINUTES.toNanos(1);
  private static final long SETTLE_PAUSE_MS = 250;

  @Spec private CommandSpec command;
  @Mixin private GateOptions gate;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "CSV of TIMESTAMP,ContextTokens,GeneratedTokens (default: the one carried)")
  private Path trace;

  @Option(
      names = "--speed",
      defaultValue = "200",
      paramLabel = "X",
      description = "Times faster than it happened, or max (default ${DEFAULT-VALUE})")
  private String speed;

  @Option(
      names = "--model",
      defaultValue = "openai/gpt-4o",
      paramLabel = "PROVIDER/MODEL",
      description = "Whose list price is paid (default ${DEFAULT-VALUE})")
  private String model;

  @Override
  public Integer call() {
    final DemoPace pace = DemoPace.parse(speed);
    final DemoPlan plan = new DemoPlan(new Fleet(), requests(), CarriedData.prices().find(model));
    final DemoProgress progress =
        new DemoProgress(
            command.commandLine().getErr(),
            Boolean.getBoolean("tollgate.progress"),
            SystemNanoClock.INSTANCE);
    final long runId = new SecureRandom().nextLong();
    final DemoSetup setup = new DemoSetup(gate.client(), plan);
    progress.say(
        "making a tenant, " + plan.fleet().size() + " agents, their chains, budgets and price");
    setup.make(runId);
    final DemoOutcome outcome = run(plan, pace, setup, runId, progress);
    final DemoReport report = report(plan, outcome, setup);
    gate.print(report.json(), report::render);
    return (report.reconciles() ? ExitCode.OK : ExitCode.FAILURE).code();
  }

  private List<TraceRequest> requests() {
    if (trace == null) {
      return CarriedData.trace();
    }
    try (Reader reader = Files.newBufferedReader(trace, StandardCharsets.UTF_8)) {
      return new TraceReader(trace.toString(), reader).readAll();
    } catch (final IOException e) {
      throw new CliException(ExitCode.FAILURE, "cannot read " + trace + ": " + e, e);
    } catch (final TraceException e) {
      throw new CliException(ExitCode.USAGE, e.getMessage(), e);
    }
  }

  private DemoOutcome run(
      final DemoPlan plan,
      final DemoPace pace,
      final DemoSetup setup,
      final long runId,
      final DemoProgress progress) {
    final GateLocator locator = GateLocator.ofDataDirectory(gate.home().root());
    try (GateLine line =
        new SessionLine(locator, setup.chains(), setup.permissionBit(), setup.priceId())) {
      return new DemoRun(
              plan,
              pace,
              line,
              SystemNanoClock.INSTANCE,
              YieldingIdleStrategy.INSTANCE,
              runId,
              progress)
          .run();
    }
  }

  private DemoReport report(final DemoPlan plan, final DemoOutcome outcome, final DemoSetup setup) {
    final List<EngineSums> engine = engineSums(setup);
    final JournalSums journal = new JournalSums(setup.agentIds());
    journal.read(gate.home().journal(), setup.position());
    return new DemoReport(plan, outcome, engine, journal);
  }

  /** The API may still be on its way up where the gate went away towards the end. */
  private List<EngineSums> engineSums(final DemoSetup setup) {
    final long deadlineNs = System.nanoTime() + SETTLE_LIMIT_NS;
    while (true) {
      try {
        final AdminClient present = gate.client();
        return setup.engineSums(present);
      } catch (final CliException | ProblemException e) {
        if (!isPassing(e) || System.nanoTime() - deadlineNs > 0) {
          throw e;
        }
        pause();
      }
    }
  }

  private static boolean isPassing(final RuntimeException failure) {
    final ExitCode exitCode =
        failure instanceof final ProblemException problem
            ? problem.exitCode()
            : ((CliException) failure).exitCode();
    return exitCode == ExitCode.UNAVAILABLE;
  }

  private static void pause() {
    try {
      Thread.sleep(SETTLE_PAUSE_MS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.UNAVAILABLE, "interrupted", e);
    }
  }
}
