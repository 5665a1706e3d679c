package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.identity.Reach;
import io.tollgate.identity.domain.AgentTree;
import io.tollgate.identity.domain.Exposure;
import io.tollgate.identity.domain.ReachLink;
import io.tollgate.support.Positioned;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Currency;
import java.util.Map;
import java.util.Set;

/** Who can reach what through whom. */
public final class ReachCalls {
  private final Reach reach;

  /** Over the service. */
  public ReachCalls(final Reach reach) {
    this.reach = reach;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations.put("getAgentTree", this::tree).put("getAgentExposure", this::exposure);
  }

  private Answer tree(final CallRequest request) {
    final Positioned<AgentTree> tree = reach.tree(request.agentId(), request.atLeastPosition());
    return Answer.ok(
            new JsonObject()
                .put("position", tree.position())
                .put("agent", AgentCalls.json(tree.value().agent()))
                .put("items", Wire.items(tree.value().nodes(), ReachCalls::node))
                .put("complete", tree.value().isComplete()))
        .at(tree.position());
  }

  private static JsonObject node(final AgentTree.Node node) {
    final ReachLink link = node.link();
    return new JsonObject()
        .put("level", link.level())
        .put("link_id", Wire.linkId(link.linkId()))
        .put("parent_link_id", link.parentLinkId().map(Wire::linkId).orElse(null))
        .put("agent_id", link.agentId().hex())
        .put("name", link.name())
        .put("trust", Wire.trust(link.trust()))
        .put("permissions", Wire.texts(node.permissions()))
        .put("scope", link.scope())
        .put("expires_at", Wire.time(link.expiresAt()))
        .put("cut_off", node.isCutOff());
  }

  private Answer exposure(final CallRequest request) {
    final Positioned<Exposure> found = reach.exposure(request.agentId(), request.atLeastPosition());
    final Exposure exposure = found.value();
    return Answer.ok(
            new JsonObject()
                .put("position", found.position())
                .put("agent", AgentCalls.json(exposure.agent()))
                .put("grants", grants(exposure.grants()))
                .put("spend", spend(exposure.spendNano(), exposure.leftNano()))
                .put("below", Wire.items(exposure.below(), ReachCalls::below))
                .put("complete", exposure.isComplete())
                .put("left_known", exposure.isLeftKnown()))
        .at(found.position());
  }

  private static JsonObject below(final Exposure.Below below) {
    return new JsonObject()
        .put("agent_id", below.agentId().hex())
        .put("name", below.name())
        .put("trust", Wire.trust(below.trust()))
        .put("grants", grants(below.grants()))
        .put("spend", spend(below.spendNano(), below.leftNano()));
  }

  private static JsonArray grants(final Map<String, Set<String>> grants) {
    final JsonArray array = new JsonArray();
    grants.forEach(
        (scope, permissions) ->
            array.add(
                new JsonObject().put("scope", scope).put("permissions", Wire.texts(permissions))));
    return array;
  }

  private static JsonArray spend(
      final Map<Currency, Long> spendNano, final Map<Currency, Long> leftNano) {
    final JsonArray array = new JsonArray();
    spendNano.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().getCurrencyCode()))
        .forEach(
            entry ->
                array.add(
                    new JsonObject()
                        .put("currency", entry.getKey().getCurrencyCode())
                        .put("at_most", Wire.money(entry.getValue()))
                        .put("left", Wire.money(leftNano.get(entry.getKey())))));
    return array;
  }
}
