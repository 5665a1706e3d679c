package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Members;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.audit.AuditCustody;
import io.tollgate.support.Positioned;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/** What is given out of the audit logs, and what is done to them. All of it is audited itself. */
public final class CustodyCalls {
  private final AuditCustody custody;
  private final Path exports;

  /**
   * Over the custody.
   *
   * @param exports directory where bundles are written before they are sent.
   */
  public CustodyCalls(final AuditCustody custody, final Path exports) {
    this.custody = custody;
    this.exports = exports;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations
        .put("exportAuditRecords", this::export)
        .put("listLegalHolds", this::holds)
        .put("placeLegalHold", this::place)
        .put("releaseLegalHold", this::release)
        .put("forgetSubject", this::forget)
        .put("changeAuditKey", this::changeKey);
  }

  private Answer export(final CallRequest request) {
    final AuditCustody.Bundle bundle =
        custody.export(
            new AuditCustody.Range(
                AuditCalls.logOf(request.path("class")),
                request.queryLong("first"),
                request.queryLong("last"),
                request.queryTime("since")),
            exports,
            request.actor());
    return Answer.file(bundle.file()).at(bundle.position());
  }

  private Answer holds(final CallRequest request) {
    return Answer.ok(new JsonObject().put("items", Wire.items(custody.holds(), AuditJson::hold)));
  }

  private Answer place(final CallRequest request) {
    final Members body = request.body();
    final Positioned<AuditCustody.Hold> hold =
        custody.place(
            new AuditCustody.Hold(
                AuditCalls.logOf(body.text("class")),
                body.text("name"),
                body.time("from"),
                body.time("to")),
            request.actor());
    return Answer.created(Wire.written(hold.position(), "hold", AuditJson.hold(hold.value())))
        .at(hold.position());
  }

  private Answer release(final CallRequest request) {
    final Positioned<AuditCustody.Hold> hold =
        custody.release(
            AuditCalls.logOf(request.path("class")), request.path("hold"), request.actor());
    return Answer.ok(Wire.written(hold.position(), "hold", AuditJson.hold(hold.value())))
        .at(hold.position());
  }

  private Answer forget(final CallRequest request) {
    final Positioned<String> keyId =
        custody.forget(request.body().text("subject"), request.actor());
    return Answer.ok(
            new JsonObject().put("position", keyId.position()).put("key_id", keyId.value()))
        .at(keyId.position());
  }

  private Answer changeKey(final CallRequest request) {
    final Positioned<String> key = custody.changeKey(request.actor());
    return Answer.ok(new JsonObject().put("position", key.position()).put("key", key.value()))
        .at(key.position());
  }
}
