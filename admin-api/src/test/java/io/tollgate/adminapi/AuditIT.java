package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.adminapi.fixture.RealGate;
import io.tollgate.audit.proof.BundleVerifier;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.MerkleProofs;
import io.tollgate.audit.proof.SignedNote;
import io.tollgate.audit.proof.TreeHasher;
import io.tollgate.audit.proof.VerificationReport;
import io.tollgate.audit.proof.VerifierKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The audit logs of a real gate over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class AuditIT {
  private RealGate gate;

  @BeforeAll
  void start(@TempDir final Path data) {
    gate = RealGate.start(data);
  }

  @AfterAll
  void stop() {
    gate.close();
  }

  @Test
  void shouldFindWhatWasDoneAndProveIt() {
    final long position = write("POST", "/v1/tenants", new JsonObject().put("name", "findable"));
    final JsonArray found = search("product=identity", position);
    assertThat(found).isNotEmpty();
    final JsonObject item = found.getJsonObject(0);
    assertThat(item.getLong("journal_position")).isLessThanOrEqualTo(position);

    final JsonObject record = get("/v1/audit/logs/ledger/records/" + item.getLong("sequence"));
    final byte[] leaf = new byte[TreeHasher.HASH_LENGTH];
    final byte[] bytes = Base64.getDecoder().decode(record.getString("record"));
    new TreeHasher().leaf(bytes, 0, bytes.length, leaf, 0);
    assertThat(HexFormat.of().formatHex(leaf))
        .isEqualTo(record.getString("hash"))
        .isEqualTo(item.getString("hash"));
    final Checkpoint checkpoint = verified(record);
    assertThat(
            new MerkleProofs()
                .isIncluded(
                    leaf,
                    item.getLong("sequence"),
                    checkpoint.size(),
                    hashes(record.getJsonArray("inclusion_path")),
                    checkpoint.root()))
        .isTrue();
    assertThat(record.getJsonArray("personal").getJsonObject(0).getString("value"))
        .isEqualTo("admin");
  }

  @Test
  void shouldProveThatAnEarlierLogIsTheBeginningOfALaterOne() {
    final JsonObject before = log("ledger");
    write("POST", "/v1/tenants", new JsonObject().put("name", "later"));
    search("limit=1", write("POST", "/v1/tenants", new JsonObject().put("name", "latest")));
    final long size = before.getLong("size");
    final JsonObject proof = get("/v1/audit/logs/ledger/consistency/" + size);
    final Checkpoint earlier = verified(before);
    final Checkpoint later = verified(proof);

    assertThat(
            new MerkleProofs()
                .isConsistent(
                    size,
                    earlier.root(),
                    later.size(),
                    later.root(),
                    hashes(proof.getJsonArray("path"))))
        .isTrue();
    assertThat(get("/v1/audit/logs/ledger/consistency/1?to_size=2").getJsonArray("path"))
        .hasSize(1);
    assertThat(reason("GET", "/v1/audit/logs/ledger/consistency/9999999", null))
        .isEqualTo("400 REQUEST_INVALID");
  }

  @Test
  void shouldExportWhatVerifiesAndAuditTheExportAndItsRefusal() {
    final HttpResponse<byte[]> bundle =
        gate.download("/v1/audit/logs/ledger/bundle?first=1&last=2");
    final VerificationReport report =
        new BundleVerifier(List.of(), List.of()).verify(bundle.body());
    assertThat(report.isIntact()).isTrue();
    assertThat(report.first()).isEqualTo(1);
    final long exported =
        Long.parseLong(bundle.headers().firstValue("Tollgate-Position").orElseThrow());
    assertThat(search("event_type=audit.exported", exported).getJsonObject(0).getString("resource"))
        .isEqualTo("log/ledger");

    final HttpResponse<String> unknown =
        gate.send("GET", "/v1/audit/logs/ledger/bundle?first=5&last=99999999", null);
    assertThat(unknown.statusCode()).isEqualTo(422);
    final JsonObject problem = new JsonObject(unknown.body());
    assertThat(problem.getString("reason")).isEqualTo("RANGE_UNKNOWN");
    assertThat(
            search("event_type=audit.refused", problem.getLong("position"))
                .getJsonObject(0)
                .getJsonObject("metadata")
                .getString("reason"))
        .isEqualTo("RANGE_UNKNOWN");
  }

  @Test
  void shouldPlaceAndReleaseHoldsAndAuditBoth() {
    final JsonObject hold =
        new JsonObject()
            .put("class", "messaging")
            .put("name", "case-7")
            .put("from", "2026-01-01T00:00:00Z")
            .put("to", "2026-02-01T00:00:00Z");
    final long placed = write("POST", "/v1/audit/holds", hold);
    assertThat(get("/v1/audit/holds").getJsonArray("items").getJsonObject(0)).isEqualTo(hold);
    assertThat(reason("POST", "/v1/audit/holds", hold)).isEqualTo("409 HOLD_EXISTS");
    assertThat(
            reason(
                "POST",
                "/v1/audit/holds",
                hold.copy().put("name", "other").put("to", "2025-01-01T00:00:00Z")))
        .startsWith("422");
    assertThat(
            search("resource=hold/messaging/case-7", placed)
                .getJsonObject(0)
                .getString("event_type"))
        .isEqualTo("audit.hold-ordered");

    final String release = "/v1/audit/logs/messaging/holds/case-7/release";
    final long released = write("POST", release, null);
    assertThat(get("/v1/audit/holds").getJsonArray("items")).isEmpty();
    assertThat(search("q=case-7+release", released)).isNotEmpty();
    assertThat(reason("POST", release, null)).isEqualTo("409 HOLD_UNKNOWN");
  }

  @Test
  void shouldForgetWhoIsKnownAndNobodyElse() {
    assertThat(
            reason(
                "POST",
                "/v1/audit/forgotten",
                new JsonObject().put("subject", "actor:nobody-here")))
        .isEqualTo("409 SUBJECT_UNKNOWN");
    final long position =
        write("POST", "/v1/tenants", new JsonObject().put("name", "before-forgetting"));
    final JsonObject item = search("product=identity", position).getJsonObject(0);
    final long forgotten =
        write("POST", "/v1/audit/forgotten", new JsonObject().put("subject", "actor:admin"));

    final JsonObject record = get("/v1/audit/logs/ledger/records/" + item.getLong("sequence"));
    assertThat(record.getJsonArray("personal").getJsonObject(0).getValue("value")).isNull();
    assertThat(search("event_type=audit.subject-forgotten", forgotten)).hasSize(1);
  }

  @Test
  void shouldLetAnotherKeySign() {
    final String before = log("ledger").getString("key");
    final JsonObject changed =
        new JsonObject(gate.send("POST", "/v1/audit/key-change", null).body());

    assertThat(changed.getString("key")).isNotEqualTo(before);
    assertThat(log("ledger").getString("key")).isEqualTo(changed.getString("key"));
    verified(log("ledger"));
    assertThat(search("event_type=audit.key-change-ordered", changed.getLong("position")))
        .hasSize(1);
  }

  @Test
  void shouldRefuseWhatIsNotThere() {
    assertThat(reason("GET", "/v1/audit/logs/ledger/records/99999999", null))
        .isEqualTo("400 REQUEST_INVALID");
    assertThat(reason("GET", "/v1/audit/records?class=gate", null))
        .isEqualTo("400 REQUEST_INVALID");
    assertThat(reason("GET", "/v1/audit/records?cursor=abc", null))
        .isEqualTo("400 REQUEST_INVALID");
    assertThat(reason("GET", "/v1/audit/records?q=--", null)).isEqualTo("400 REQUEST_INVALID");
    assertThat(
            new JsonObject(
                    gate.send("GET", "/v1/audit/records?agent=" + "00".repeat(32), null).body())
                .getJsonArray("items"))
        .isEmpty();
  }

  private Checkpoint verified(final JsonObject signed) {
    final SignedNote note =
        SignedNote.parse(signed.getString("checkpoint").getBytes(StandardCharsets.UTF_8));
    assertThat(note.verdict(VerifierKey.parse(signed.getString("key"))))
        .isEqualTo(SignedNote.Verdict.VALID);
    return Checkpoint.parse(note.text());
  }

  private static List<byte[]> hashes(final JsonArray hex) {
    return hex.stream().map(one -> HexFormat.of().parseHex((String) one)).toList();
  }

  private JsonObject log(final String name) {
    return get("/v1/audit/logs").getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(log -> log.getString("class").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JsonArray search(final String query, final long position) {
    return get("/v1/audit/records?at_least_position=" + position + "&" + query)
        .getJsonArray("items");
  }

  private JsonObject get(final String path) {
    final HttpResponse<String> answer = gate.send("GET", path, null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private long write(final String method, final String path, final JsonObject body) {
    final HttpResponse<String> answer =
        gate.send(method, path, body == null ? null : body.encode());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return new JsonObject(answer.body()).getLong("position");
  }

  private String reason(final String method, final String path, final JsonObject body) {
    final HttpResponse<String> answer =
        gate.send(method, path, body == null ? null : body.encode());
    return answer.statusCode() + " " + new JsonObject(answer.body()).getString("reason");
  }
}
