package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Members;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.identity.Joins;
import io.tollgate.identity.domain.JoinRequest;
import io.tollgate.identity.domain.JoinToken;
import io.tollgate.identity.domain.MadeJoinToken;
import io.tollgate.identity.domain.NewJoinToken;
import io.tollgate.identity.domain.Owner;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** One-time tokens by which agents join. */
public final class JoinCalls {
  private final Joins joins;

  /** Over the service. */
  public JoinCalls(final Joins joins) {
    this.joins = joins;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations
        .put("listJoinTokens", this::list)
        .put("createJoinToken", this::create)
        .put("join", this::join);
  }

  private Answer list(final CallRequest request) {
    return Wire.page(joins.list(request.page(), request.atLeastPosition()), JoinCalls::json);
  }

  private Answer create(final CallRequest request) {
    final Members body = request.body();
    final NewJoinToken wanted =
        new NewJoinToken(
            body.number("tenant_id"),
            Owner.ofText(body.text("owner")),
            body.optionalText("tier").map(Wire::tier).orElse(Tier.BASIC),
            body.time("expires_at"));
    final Positioned<MadeJoinToken> made = joins.make(wanted, request.actor());
    return Answer.created(
            Wire.written(made.position(), "join_token", json(made.value().token()))
                .put("token", made.value().secret()))
        .at(made.position());
  }

  private Answer join(final CallRequest request) {
    final Members body = request.body();
    return AgentCalls.created(
        joins.join(
            new JoinRequest(
                body.text("token"),
                body.text("name"),
                body.text("public_key"),
                body.text("signature"))),
        Optional.empty());
  }

  private static JsonObject json(final JoinToken token) {
    return new JsonObject()
        .put("token_id", token.tokenId())
        .put("tenant_id", token.tenantId())
        .put("owner", token.owner().text())
        .put("tier", Wire.tier(token.tier()))
        .put("expires_at", Wire.time(token.expiresAt()))
        .put("created_at", Wire.time(token.createdAt()))
        .put("created_by", token.createdBy())
        .put("agent_id", token.agentId().map(AgentId::hex).orElse(null))
        .put("used_at", Wire.time(token.usedAt()));
  }
}
