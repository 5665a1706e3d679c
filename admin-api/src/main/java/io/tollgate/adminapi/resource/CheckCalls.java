package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Members;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.adminapi.gate.ChainHop;
import io.tollgate.adminapi.gate.Explainer;
import io.tollgate.adminapi.gate.GateAccess;
import io.tollgate.adminapi.gate.Verdict;
import io.tollgate.adminapi.gate.Wording;
import io.tollgate.identity.Permissions;
import io.tollgate.identity.domain.Permission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Asks the gate, and says why it decided as it did. */
public final class CheckCalls {
  private final GateAccess gate;
  private final Permissions permissions;

  /** Over the engine, and the catalogue for the names of bits. */
  public CheckCalls(final GateAccess gate, final Permissions permissions) {
    this.gate = gate;
    this.permissions = permissions;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations.put("check", this::check);
  }

  private Answer check(final CallRequest request) {
    final Members body = request.body();
    final String chain = body.text("chain");
    final String permission = body.text("permission");
    final Verdict verdict = gate.check(chain, permission, body.optionalText("scope").orElse(""));
    final JsonObject json =
        new JsonObject()
            .put("decision", DecisionCalls.verdict(verdict.allowed()))
            .put("reason", verdict.reason().name())
            .put("position", verdict.position())
            .put("failing_hop", boxed(verdict.failingHop()));
    if (body.flag("explain")) {
      json.put("explanation", explanation(verdict, chain, permission));
    }
    return Answer.ok(json).at(verdict.position());
  }

  private JsonObject explanation(
      final Verdict verdict, final String chain, final String permission) {
    final List<ChainHop> hops = Explainer.hopsOf(chain);
    final Wording wording = Explainer.explain(verdict, hops, permission);
    final Map<Integer, String> names =
        permissions.list(0).value().stream()
            .collect(Collectors.toMap(Permission::bit, Permission::name));
    return new JsonObject()
        .put("sentence", wording.sentence())
        .put("rule", wording.rule())
        .put("remedy", wording.remedy().orElse(null))
        .put("hops", Wire.items(hops, hop -> json(hop, names, verdict.failingHop())));
  }

  private static JsonObject json(
      final ChainHop hop, final Map<Integer, String> names, final OptionalInt failingHop) {
    final JsonArray granted = new JsonArray();
    hop.permissions().stream().forEach(bit -> granted.add(names.getOrDefault(bit, "#" + bit)));
    return new JsonObject()
        .put("hop", hop.hop())
        .put("link_id", Wire.linkId(hop.linkId()))
        .put("agent_id", hop.agentId().hex())
        .put("kid", Integer.toUnsignedLong(hop.keyId()))
        .put("permissions", granted)
        .put("scope_hash", Wire.scopeHash(hop.scopeHash()))
        .put("not_before", Wire.time(hop.notBefore()))
        .put("expires_at", Wire.time(hop.expiresAt()))
        .put("delegations_left", hop.delegationsLeft())
        .put("failed", failingHop.isPresent() && failingHop.getAsInt() == hop.hop());
  }

  private static Integer boxed(final OptionalInt value) {
    return value.isPresent() ? (Integer) value.getAsInt() : null;
  }
}
