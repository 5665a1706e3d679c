package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.access.IssuedToken;
import io.tollgate.adminapi.access.Role;
import io.tollgate.adminapi.access.TokenIssuer;
import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Members;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.adminapi.gate.GateAccess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Tokens of this API. One that cannot be written down in the journal is not given out. */
public final class TokenCalls {
  private static final int DEFAULT_LIFETIME_S = 86_400;

  private final TokenIssuer issuer;
  private final GateAccess gate;

  /** Issues by an issuer, and tells the journal. */
  public TokenCalls(final TokenIssuer issuer, final GateAccess gate) {
    this.issuer = issuer;
    this.gate = gate;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations.put("issueToken", this::issue);
  }

  private Answer issue(final CallRequest request) {
    final Members body = request.body();
    final String subject = body.text("subject");
    final Set<Role> roles = EnumSet.noneOf(Role.class);
    body.texts("roles").forEach(name -> roles.add(Role.ofText(name).orElseThrow()));
    final int lifetimeS = body.optionalInt("lifetime_seconds").orElse(DEFAULT_LIFETIME_S);
    final IssuedToken token = issuer.issue(subject, roles, Duration.ofSeconds(lifetimeS));
    final JsonArray names = Wire.texts(roles.stream().map(Role::text).toList());
    final JsonObject known =
        new JsonObject()
            .put("token_id", token.tokenId())
            .put("subject", subject)
            .put("roles", names)
            .put("expires_at", Wire.time(token.expiresAt()));
    final long position = gate.recordToken(token.tokenId(), known.encode(), request.actor());
    return Answer.created(
            new JsonObject().put("position", position).put("token", token.token()).mergeIn(known))
        .at(position);
  }
}
