package io.tollgate.ops.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.demo.Reconciliation.Mismatch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What a run says at its end: the three sums, the latencies, and every agent's state. */
final class DemoReport {

  private static final int NANO_DIGITS = 9;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int WARNING_PERCENT = 80;

  private final DemoPlan plan;
  private final DemoOutcome outcome;
  private final List<EngineSums> engine;
  private final JournalSums journal;
  private final List<Mismatch> mismatches;

  DemoReport(
      final DemoPlan plan,
      final DemoOutcome outcome,
      final List<EngineSums> engine,
      final JournalSums journal) {
    this.plan = plan;
    this.outcome = outcome;
    this.engine = engine;
    this.journal = journal;
    this.mismatches = Reconciliation.compare(plan.fleet(), outcome, engine, journal);
  }

  boolean reconciles() {
    return mismatches.isEmpty();
  }

  String render() {
    return agents() + "\n" + sums() + "\n" + outcome.latencies().render() + "\n" + summary();
  }

  private String agents() {
    final Table table =
        new Table(
            "AGENT",
            ">LINKS",
            ">GRANTED",
            ">REFUSED",
            ">TOKENS",
            ">SPENT USD",
            ">BUDGET USD",
            ">USED",
            "STATE");
    for (final DemoAgent agent : plan.fleet().agents()) {
      final int i = agent.index();
      final EngineSums sums = engine.get(i);
      table.row(
          agent.name(),
          agent.position().links(),
          outcome.sums()[i].granted(),
          outcome.refused(i),
          sums.tokens(),
          usd(sums.spentNano()),
          usd(sums.limitNano()),
          String.format(Locale.ROOT, "%.1f %%", usedPercent(sums)),
          state(i));
    }
    return table.render();
  }

  private String state(final int agent) {
    if (outcome.refused(agent) > 0) {
      return "refused";
    }
    return usedPercent(engine.get(agent)) >= WARNING_PERCENT
        ? "over " + WARNING_PERCENT + " %"
        : "ok";
  }

  private static double usedPercent(final EngineSums sums) {
    return sums.limitNano() == 0 ? 0 : 100.0 * sums.spentNano() / sums.limitNano();
  }

  private String sums() {
    final AgentSums[] traced = outcome.sums();
    final AgentSums[] journaled = journal.sums();
    return new Table(
            "SUM BY", ">GRANTED", ">REFUSED", ">CONTEXT", ">GENERATED", ">TOKENS", ">COST USD")
        .row(
            "trace",
            sum(traced, AgentSums::granted),
            refusedByTrace(),
            sum(traced, AgentSums::contextTokens),
            sum(traced, AgentSums::generatedTokens),
            sum(traced, AgentSums::tokens),
            exactUsd(sum(traced, AgentSums::costNano)))
        .row(
            "engine (REST)",
            engine.stream().mapToLong(EngineSums::allowed).sum() / 2,
            engine.stream().mapToLong(EngineSums::denied).sum(),
            "",
            "",
            engine.stream().mapToLong(EngineSums::tokens).sum(),
            exactUsd(spentByAuthorities()))
        .row(
            "journal (disk)",
            sum(journaled, AgentSums::granted),
            plan.fleet().agents().stream().mapToLong(a -> journal.refused(a.index())).sum(),
            sum(journaled, AgentSums::contextTokens),
            sum(journaled, AgentSums::generatedTokens),
            sum(journaled, AgentSums::tokens),
            exactUsd(sum(journaled, AgentSums::costNano)))
        .render();
  }

  private long refusedByTrace() {
    return plan.fleet().agents().stream().mapToLong(a -> outcome.refused(a.index())).sum();
  }

  /** A worker's spend counts in its authority's budget too, so the authorities' are the whole. */
  private long spentByAuthorities() {
    return plan.fleet().agents().stream()
        .filter(agent -> agent.delegator() < 0)
        .mapToLong(agent -> engine.get(agent.index()).spentNano())
        .sum();
  }

  private static long sum(final AgentSums[] sums, final ToLongFunction<AgentSums> figure) {
    return Arrays.stream(sums).mapToLong(figure).sum();
  }

  private String summary() {
    final StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d requests in %.1f s at %s/%s list price; refusals: %s%s%n",
            plan.requests().size(),
            outcome.elapsedNs() / NANOS_PER_SECOND,
            plan.price().provider(),
            plan.price().model(),
            outcome.refusals(),
            outcome.reconnects() == 0
                ? ""
                : "; the gate went away " + outcome.reconnects() + " times"));
    if (reconciles()) {
      text.append("The three sums agree to the token and the nano-dollar.\n");
    } else {
      text.append("MISMATCH:\n");
      mismatches.forEach(mismatch -> text.append("  ").append(mismatch).append('\n'));
    }
    return text.toString();
  }

  ObjectNode json() {
    final ObjectNode node = Json.object();
    node.put("reconciles", reconciles());
    node.put("requests", plan.requests().size());
    node.put("elapsed_ns", outcome.elapsedNs());
    node.put("reconnects", outcome.reconnects());
    node.put("model", plan.price().provider() + "/" + plan.price().model());
    node.put("output_ceiling", plan.outputCeiling());
    final ObjectNode refusals = node.putObject("refusals");
    outcome.refusals().forEach((reason, count) -> refusals.put(reason.name(), count));
    final ObjectNode sums = node.putObject("sums");
    sums.set("trace", sums(outcome.sums(), refusedByTrace()));
    final ObjectNode counted = sums.putObject("engine");
    counted.put("granted", engine.stream().mapToLong(EngineSums::allowed).sum() / 2);
    counted.put("refused", engine.stream().mapToLong(EngineSums::denied).sum());
    counted.put("tokens", engine.stream().mapToLong(EngineSums::tokens).sum());
    counted.put("cost_usd", exactUsd(spentByAuthorities()));
    sums.set(
        "journal",
        sums(
            journal.sums(),
            plan.fleet().agents().stream().mapToLong(a -> journal.refused(a.index())).sum()));
    node.set("latencies", outcome.latencies().json());
    final ArrayNode agents = node.putArray("agents");
    plan.fleet().agents().forEach(agent -> agent(agents.addObject(), agent));
    final ArrayNode differences = node.putArray("mismatches");
    mismatches.forEach(mismatch -> differences.add(mismatch.toString()));
    return node;
  }

  private static ObjectNode sums(final AgentSums[] sums, final long refused) {
    return Json.object()
        .put("granted", sum(sums, AgentSums::granted))
        .put("refused", refused)
        .put("context_tokens", sum(sums, AgentSums::contextTokens))
        .put("generated_tokens", sum(sums, AgentSums::generatedTokens))
        .put("tokens", sum(sums, AgentSums::tokens))
        .put("cost_usd", exactUsd(sum(sums, AgentSums::costNano)));
  }

  private void agent(final ObjectNode node, final DemoAgent agent) {
    final EngineSums sums = engine.get(agent.index());
    node.put("name", agent.name())
        .put("team", agent.team())
        .put("links", agent.position().links())
        .put("granted", outcome.sums()[agent.index()].granted())
        .put("refused", outcome.refused(agent.index()))
        .put("tokens", sums.tokens())
        .put("spent_usd", exactUsd(sums.spentNano()))
        .put("budget_usd", exactUsd(sums.limitNano()))
        .put("used_percent", usedPercent(sums))
        .put("state", state(agent.index()));
  }

  private static String usd(final long nano) {
    return BigDecimal.valueOf(nano, NANO_DIGITS)
        .setScale(2, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  private static String exactUsd(final long nano) {
    return BigDecimal.valueOf(nano, NANO_DIGITS).toPlainString();
  }
}
