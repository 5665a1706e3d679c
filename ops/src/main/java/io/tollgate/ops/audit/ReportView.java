package io.tollgate.ops.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.VerificationReport;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.command.OutputOptions;
import io.tollgate.ops.journal.Times;
import java.util.List;

/** What a verification found, as JSON and for people. */
final class ReportView {

  private ReportView() {}

  /**
   * Prints reports.
   *
   * @param isOthers whether what was verified is not the gate's own, so that a key must be given.
   * @return the exit code.
   */
  static int print(
      final List<VerificationReport> reports, final boolean isOthers, final OutputOptions output) {
    final boolean isIntact = reports.stream().allMatch(VerificationReport::isIntact);
    final ObjectNode node = Json.object();
    node.put("intact", isIntact);
    final ArrayNode logs = node.putArray("logs");
    final StringBuilder text = new StringBuilder();
    for (final VerificationReport report : reports) {
      logs.add(json(report));
      text.append(text(report));
      if (isOthers && report.isIntact() && !report.isVouchedFor()) {
        text.append("  nobody vouched for that key: give one that you trust with --key\n");
      }
    }
    output.print(node, text::toString);
    return (isIntact ? ExitCode.OK : ExitCode.FAILURE).code();
  }

  static ObjectNode json(final VerificationReport report) {
    final ObjectNode node = Json.object();
    node.put("intact", report.isIntact());
    node.put("origin", report.origin());
    node.put("first", report.first());
    node.put("records", report.records());
    node.put("checkpoints", report.checkpoints());
    report.checkpoint().ifPresent(it -> put(node.putObject("checkpoint"), it));
    report.signer().ifPresent(it -> node.put("signer", it));
    node.put("vouched_for", report.isVouchedFor());
    report.uncompared().forEach(node.withArray("not_compared")::add);
    report
        .finding()
        .ifPresent(
            finding ->
                node.putObject("finding")
                    .put("reason", finding.reason().name())
                    .put("record", finding.sequence())
                    .put("what", finding.explanation()));
    return node;
  }

  private static void put(final ObjectNode node, final Checkpoint checkpoint) {
    node.put("size", checkpoint.size());
    node.put("time", Times.of(checkpoint.timeNs()).toString());
    node.put("journal_position", checkpoint.journalPosition());
  }

  static String text(final VerificationReport report) {
    final StringBuilder text = new StringBuilder();
    text.append(report.origin())
        .append(": ")
        .append(report.records())
        .append(" records from ")
        .append(report.first())
        .append(" on, under ")
        .append(report.checkpoints())
        .append(" signed checkpoints\n");
    report
        .checkpoint()
        .ifPresent(
            it ->
                text.append("  as of ")
                    .append(Times.of(it.timeNs()))
                    .append(", when the log had ")
                    .append(it.size())
                    .append(" records\n"));
    report.signer().ifPresent(it -> text.append("  signed by ").append(it).append('\n'));
    report
        .uncompared()
        .forEach(
            size ->
                text.append("  not compared with the known checkpoint of ")
                    .append(size)
                    .append(" records\n"));
    report
        .finding()
        .ifPresentOrElse(
            it ->
                text.append(it.sequence() < 0 ? "  BROKEN" : "  BROKEN at record " + it.sequence())
                    .append(": ")
                    .append(it.reason())
                    .append(": ")
                    .append(it.explanation())
                    .append('\n'),
            () -> text.append("  intact\n"));
    return text.toString();
  }
}
