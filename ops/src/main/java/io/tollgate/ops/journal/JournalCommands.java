package io.tollgate.ops.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.engine.StateComparison;
import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalProgress;
import io.tollgate.journal.JournalReader;
import io.tollgate.journal.JournalStats;
import io.tollgate.journal.JournalStatsCollector;
import io.tollgate.journal.JournalVerifier;
import io.tollgate.journal.VerifyReport;
import io.tollgate.journal.text.JournalPrinter;
import io.tollgate.journal.text.RecordSchema;
import io.tollgate.journal.text.RecordText;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.command.HomeOptions;
import io.tollgate.ops.command.OutputOptions;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the journal's files; needs no server. */
@Command(name = "journal", description = "Read the journal's files; works without the gate too")
public final class JournalCommands {

  private static final long FOLLOW_PAUSE_MS = 20;
  private static final long MOST_RECORDS = 1_000_000_000;

  @Spec private CommandSpec command;

  @Command(name = "tail", description = "Print the journal's last records, one JSON object a line")
  void tail(
      @Mixin final HomeOptions gate,
      @Option(
              names = "-n",
              defaultValue = "10",
              paramLabel = "N",
              description = "How many of the last (default ${DEFAULT-VALUE})")
          final long last,
      @Option(
              names = "--from",
              paramLabel = "POSITION",
              description = "Begin at this record instead")
          final Long from,
      @Option(
              names = {"-f", "--follow"},
              description = "Go on with what is written from now on")
          final boolean follow) {
    if (last < 0 || last > MOST_RECORDS) {
      throw CliException.usage("-n must be 0 to " + MOST_RECORDS);
    }
    try (JournalReader reader = JournalReader.open(gate.home().journal())) {
      final long end = JournalEnd.find(reader);
      reader.moveTo(from == null ? Math.max(firstPosition(reader), end + 1 - last) : from);
      print(reader, () -> follow && pause());
    } catch (final JournalException e) {
      throw explained(e);
    }
  }

  private static long firstPosition(final JournalReader reader) {
    reader.toStart();
    return reader.position() + 1;
  }

  private void print(final JournalReader reader, final BooleanSupplier goOn) {
    final PrintWriter out = command.commandLine().getOut();
    final JournalPrinter printer = new JournalPrinter(new RecordText(RecordSchema.load()), out);
    do {
      while (reader.poll(printer)) {
        if (out.checkError()) {
          return; // nobody reads any more
        }
      }
      out.flush();
    } while (goOn.getAsBoolean());
  }

  private static boolean pause() {
    try {
      Thread.sleep(FOLLOW_PAUSE_MS);
      return true;
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Command(
      name = "verify",
      description = "Check every checksum, sequence and position (exit 1: something is wrong)")
  int verify(
      @Mixin final HomeOptions gate,
      @Mixin final OutputOptions output,
      @Option(
              names = "--state",
              description = "Also replay it and compare with the state on the disk (gate down)")
          final boolean state) {
    final VerifyReport report = verified(gate);
    final ObjectNode node = report(report);
    final StringBuilder text = new StringBuilder(text(report));
    boolean sound = report.isSound();
    if (sound && state) {
      final StateComparison.Result comparison = StateCheck.run(gate.home());
      node.set("state", StateCheck.json(comparison));
      text.append(StateCheck.text(comparison)).append('\n');
      sound = comparison.isEqual();
    }
    output.print(node, text::toString);
    return (sound ? ExitCode.OK : ExitCode.FAILURE).code();
  }

  private VerifyReport verified(final HomeOptions gate) {
    try {
      return JournalVerifier.verify(gate.home().journal(), JournalProgress.NONE);
    } catch (final JournalException e) {
      throw explained(e);
    }
  }

  private static ObjectNode report(final VerifyReport report) {
    final ObjectNode node = Json.object();
    node.put("sound", report.isSound());
    node.put("files", report.files());
    node.put("batches", report.batches());
    node.put("records", report.records());
    node.put("bytes", report.bytes());
    node.put("first_position", report.firstPosition());
    node.put("last_position", report.lastPosition());
    if (report.records() > 0) {
      node.put("first_time", Times.of(report.firstTimeNs()).toString());
      node.put("last_time", Times.of(report.lastTimeNs()).toString());
    }
    node.put("remains", report.hasRemains());
    node.put("problem_count", report.problemCount());
    final ArrayNode problems = node.putArray("problems");
    for (final VerifyReport.Problem problem : report.problems()) {
      problems
          .addObject()
          .put("file", problem.file())
          .put("offset", problem.offset())
          .put("after_position", problem.afterPosition())
          .put("what", problem.what());
    }
    return node;
  }

  private static String text(final VerifyReport report) {
    final StringBuilder text = new StringBuilder();
    text.append(
        new Table(">FILES", ">BATCHES", ">RECORDS", ">BYTES", ">FIRST", ">LAST")
            .row(
                report.files(),
                report.batches(),
                report.records(),
                report.bytes(),
                report.firstPosition(),
                report.lastPosition())
            .render());
    for (final VerifyReport.Problem problem : report.problems()) {
      text.append(problem.file())
          .append(", byte ")
          .append(problem.offset())
          .append(", after position ")
          .append(problem.afterPosition())
          .append(": ")
          .append(problem.what())
          .append('\n');
    }
    text.append(report.isSound() ? "sound\n" : report.problemCount() + " problems\n");
    return text.toString();
  }

  @Command(name = "stats", description = "Count what the journal holds")
  void stats(@Mixin final HomeOptions gate, @Mixin final OutputOptions output) {
    try {
      final JournalStats stats =
          JournalStatsCollector.collect(gate.home().journal(), JournalProgress.NONE);
      final StatsText text = new StatsText(stats, RecordSchema.load());
      output.print(text.json(), text::render);
    } catch (final JournalException e) {
      throw explained(e);
    }
  }

  private static CliException explained(final JournalException e) {
    final ExitCode exitCode =
        switch (e.kind()) {
          case MISSING, PRUNED, BEYOND_END -> ExitCode.USAGE;
          default -> ExitCode.FAILURE;
        };
    return new CliException(exitCode, e.getMessage(), e);
  }
}
