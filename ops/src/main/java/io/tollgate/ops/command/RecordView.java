package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentKey;
import io.tollgate.identity.domain.AgentRecord;
import io.tollgate.identity.domain.Budget;
import io.tollgate.identity.domain.Owner;
import io.tollgate.identity.domain.Quota;
import io.tollgate.identity.domain.SuccessionFlaw;
import io.tollgate.identity.message.RecordMessages.ReadRecord;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.support.NanoMoney;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Shows an agent's record that was verified: what is proven, and what is its writer's word. */
final class RecordView {
  private RecordView() {}

  static String problem(final SuccessionFlaw flaw) {
    return "key " + flaw.sequence() + ": " + flaw.problem();
  }

  static ObjectNode json(final ReadRecord read, final Optional<SuccessionFlaw> flaw) {
    final AgentRecord record = read.record();
    final Agent agent = record.agent();
    final ObjectNode json =
        Json.object()
            .put("verified", flaw.isEmpty())
            .put("problem", flaw.map(RecordView::problem).orElse(null))
            .put("understood", read.isUnderstood())
            .put("agent_id", agent.agentId().hex())
            .put("current_key", agent.currentKey())
            .put("key_sequence", agent.keySequence());
    final ArrayNode keys = json.putArray("keys");
    for (final AgentKey key : record.keys()) {
      keys.addObject()
          .put("sequence", key.sequence())
          .put("public_key", key.publicKey())
          .put("since", key.since().toString());
    }
    json.put("name", agent.name())
        .put("tenant_id", agent.tenantId())
        .put("trust", lower(agent.trust()))
        .put("tier", lower(agent.tier()))
        .put("owner", agent.profile().owner().map(Owner::text).orElse(null));
    final ObjectNode metadata = json.putObject("metadata");
    agent.profile().metadata().forEach(metadata::put);
    json.put("created_at", agent.createdAt().toString())
        .put("created_by", agent.createdBy())
        .put("last_active_at", agent.lastActive().map(Instant::toString).orElse(null))
        .put("version", agent.version());
    final ArrayNode quotas = json.putArray("quotas");
    for (final Quota quota : record.quotas()) {
      quotas
          .addObject()
          .put("resource", resource(quota))
          .put("hour", limit(quota.hourLimit()))
          .put("day", limit(quota.dayLimit()))
          .put("month", limit(quota.monthLimit()))
          .put("concurrent", limit(quota.concurrentLimit()));
    }
    json.set("budget", record.budget().map(RecordView::budget).orElse(null));
    return json.put("position", record.position());
  }

  private static ObjectNode budget(final Budget budget) {
    return Json.object()
        .put("limit", money(budget))
        .put("currency", budget.currency().getCurrencyCode())
        .put("period", lower(budget.period()));
  }

  static String text(final ReadRecord read, final Optional<SuccessionFlaw> flaw) {
    final AgentRecord record = read.record();
    final Agent agent = record.agent();
    final StringBuilder text = new StringBuilder();
    text.append("agent ").append(agent.agentId().hex()).append('\n');
    if (flaw.isPresent()) {
      return text.append("NOT VERIFIED: ").append(problem(flaw.get())).append('\n').toString();
    }
    text.append("key   ")
        .append(agent.currentKey())
        .append(", rotation ")
        .append(agent.keySequence())
        .append("\nverified: the id is the hash of the first key, and each rotation is signed")
        .append(" by the key before and by its own\n")
        .append("the gate's word as of record ")
        .append(record.position())
        .append(":\n")
        .append(words(agent))
        .append(limits(record));
    if (!read.isUnderstood()) {
      text.append("a newer version wrote it, and more than this one can read\n");
    }
    return text.toString();
  }

  private static String words(final Agent agent) {
    final Table table =
        new Table("NAME", ">TENANT", "TRUST", "TIER", "OWNER", "CREATED", "LAST ACTIVE");
    return table
        .row(
            agent.name(),
            agent.tenantId(),
            lower(agent.trust()),
            lower(agent.tier()),
            agent.profile().owner().map(Owner::text).orElse("-"),
            agent.createdAt(),
            agent.lastActive().map(Instant::toString).orElse("-"))
        .render();
  }

  private static String limits(final AgentRecord record) {
    final Table table = new Table("RESOURCE", ">HOUR", ">DAY", ">MONTH", ">CONCURRENT");
    for (final Quota quota : record.quotas()) {
      table.row(
          resource(quota),
          word(quota.hourLimit()),
          word(quota.dayLimit()),
          word(quota.monthLimit()),
          word(quota.concurrentLimit()));
    }
    return (record.quotas().isEmpty() ? "no quotas\n" : table.render())
        + record
            .budget()
            .map(
                budget ->
                    "budget "
                        + money(budget)
                        + " "
                        + budget.currency().getCurrencyCode()
                        + ", "
                        + lower(budget.period())
                        + "\n")
            .orElse("no budget\n");
  }

  private static String money(final Budget budget) {
    return NanoMoney.toDecimal(budget.limitNano()).toPlainString();
  }

  private static Long limit(final long limit) {
    return limit == Quota.NO_LIMIT ? null : (Long) limit;
  }

  private static String word(final long limit) {
    return limit == Quota.NO_LIMIT ? "none" : Long.toString(limit);
  }

  private static String resource(final Quota quota) {
    return lower(quota.resource()).replaceFirst("_", ".");
  }

  private static String lower(final Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
