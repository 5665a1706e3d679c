package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.audit.AuditFilter;
import io.tollgate.audit.AuditRecords;
import io.tollgate.audit.LogConsistency;
import io.tollgate.audit.NewRecords;
import io.tollgate.audit.ProvenAuditRecord;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditSource;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Reads the signed audit records: searches, proofs, checkpoints. */
public final class AuditCalls {
  private final AuditRecords records;

  /** Over the records. */
  public AuditCalls(final AuditRecords records) {
    this.records = records;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations
        .put("searchAuditRecords", this::search)
        .put("watchAuditRecords", this::watch)
        .put("listAuditLogs", this::logs)
        .put("getAuditRecord", this::record)
        .put("getAuditConsistency", this::consistency);
  }

  private Answer search(final CallRequest request) {
    return Wire.page(
        records.search(filter(request), request.page(), request.atLeastPosition()),
        AuditJson::found);
  }

  private Answer watch(final CallRequest request) {
    final boolean isFirst = request.query("cursor").isEmpty();
    final NewRecords news =
        records.since(filter(request), request.query("cursor"), request.page().limit());
    final boolean isWaiting = !isFirst && news.items().isEmpty() && !news.isMore();
    final Answer answer =
        Answer.ok(
                new JsonObject()
                    .put("items", Wire.items(news.items(), AuditJson::found))
                    .put("cursor", news.cursor())
                    .put("more", news.isMore())
                    .put("position", news.position()))
            .at(news.position());
    return isWaiting
        ? answer.unlessMoreWithin(Duration.ofSeconds(request.queryNumber("wait").orElse(0)))
        : answer;
  }

  private static AuditFilter filter(final CallRequest request) {
    return new AuditFilter(
        request.query("class").map(AuditCalls::logOf),
        request.query("product").map(text -> AuditSource.valueOf(Wire.upper(text))),
        request.query("event_type"),
        request.queryAgent("agent"),
        request.query("resource"),
        request.query("action"),
        request.queryTime("from"),
        request.queryTime("to"),
        request.query("q"));
  }

  private Answer logs(final CallRequest request) {
    return Answer.ok(new JsonObject().put("items", Wire.items(records.logs(), AuditJson::log)));
  }

  private Answer record(final CallRequest request) {
    final ProvenAuditRecord record =
        records.record(logOf(request.path("class")), request.pathLong("sequence"));
    return Answer.ok(AuditJson.proven(record));
  }

  private Answer consistency(final CallRequest request) {
    final LogConsistency proof =
        records.consistency(
            logOf(request.path("class")), request.pathLong("size"), request.queryLong("to_size"));
    return Answer.ok(AuditJson.consistency(proof));
  }

  static RetentionClass logOf(final String name) {
    return RetentionClass.valueOf(Wire.upper(name));
  }
}
