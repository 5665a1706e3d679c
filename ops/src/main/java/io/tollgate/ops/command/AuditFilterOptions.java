package io.tollgate.ops.command;

import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditSource;
import io.tollgate.ops.rest.Query;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which audit records are wanted. */
public final class AuditFilterOptions {

  @Option(
      names = "--log",
      paramLabel = "CLASS",
      description = "Only of this retention class: ${COMPLETION-CANDIDATES}")
  private RetentionClass log;

  @Option(
      names = "--product",
      paramLabel = "PRODUCT",
      description = "Only what this product did: ${COMPLETION-CANDIDATES}")
  private AuditSource product;

  @Option(
      names = "--event",
      paramLabel = "TYPE",
      description = "Only what happened like this, as in agent.trust-set")
  private String event;

  @Option(
      names = "--agent",
      paramLabel = "AGENT",
      description = "Only about this agent, by id or name")
  private String agent;

  @Option(
      names = "--resource",
      paramLabel = "RESOURCE",
      description = "Only what was done to exactly this")
  private String resource;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "Only where this was done, as in check.denied")
  private String action;

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description = "Not before: as in 30m (ago) or 2026-11-23T09:27:00Z")
  private String from;

  @Option(names = "--to", paramLabel = "WHEN", description = "Before")
  private String to;

  /** Adds what was asked for to a query. */
  Query on(final String path, final String words, final GateOptions gate) {
    return new Query(path)
        .with("class", lower(log))
        .with("product", lower(product))
        .with("event_type", event)
        .with("agent", agent == null ? null : new Resolver(gate.client()).agentId(agent))
        .with("resource", resource)
        .with("action", action)
        .with("from", Moments.ago(from))
        .with("to", Moments.ago(to))
        .with("q", words);
  }

  private static String lower(final Enum<?> value) {
    return value == null ? null : value.name().toLowerCase(Locale.ROOT);
  }
}
