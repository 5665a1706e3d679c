package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Members;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.identity.Delegations;
import io.tollgate.identity.domain.Delegation;
import io.tollgate.identity.domain.DelegationEvidence;
import io.tollgate.identity.domain.DelegationEvidence.Signed;
import io.tollgate.identity.domain.DelegationFilter;
import io.tollgate.identity.domain.DelegatorSignature;
import io.tollgate.identity.domain.MintedChain;
import io.tollgate.identity.domain.NewDelegation;
import io.tollgate.identity.message.DelegationMessages;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Links: who delegated what to whom. */
public final class DelegationCalls {
  private final Delegations delegations;

  /** Over the service. */
  public DelegationCalls(final Delegations delegations) {
    this.delegations = delegations;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations
        .put("listDelegations", this::list)
        .put("createDelegation", this::create)
        .put("getDelegation", this::get)
        .put("getDelegationEvidence", this::evidence)
        .put("revokeDelegation", this::revoke);
  }

  private Answer list(final CallRequest request) {
    final DelegationFilter filter =
        new DelegationFilter(
            request.queryNumber("tenant"),
            request.queryAgent("agent"),
            request.queryAgent("delegator"),
            request.query("parent").map(hex -> Long.parseUnsignedLong(hex, 16)));
    return Wire.page(
        delegations.list(filter, request.page(), request.atLeastPosition()), DelegationCalls::json);
  }

  private Answer create(final CallRequest request) {
    final Members body = request.body();
    final NewDelegation wanted =
        new NewDelegation(
            body.optionalText("parent_chain"),
            body.agent("agent_id"),
            Set.copyOf(body.texts("permissions")),
            body.optionalText("scope").orElse(""),
            body.optionalInt("delegations_left").orElse(0),
            body.has("not_before") ? Optional.of(body.time("not_before")) : Optional.empty(),
            body.time("expires_at"),
            body.optionalText("signature")
                .map(
                    signature ->
                        new DelegatorSignature(
                            Long.parseUnsignedLong(body.text("link_id"), 16), signature)));
    final Positioned<MintedChain> minted = delegations.mint(wanted, request.actor());
    final Delegation link = minted.value().delegation();
    return Answer.created(
            Wire.written(minted.position(), "delegation", json(link))
                .put("chain", minted.value().chain()))
        .at(minted.position())
        .withLocation("/v1/delegations/" + Wire.linkId(link.linkId()));
  }

  private Answer get(final CallRequest request) {
    final Positioned<Delegation> link =
        delegations.get(request.linkId(), request.atLeastPosition());
    return Answer.ok(json(link.value())).at(link.position());
  }

  private Answer evidence(final CallRequest request) {
    final Positioned<DelegationEvidence> evidence =
        delegations.evidence(request.linkId(), request.atLeastPosition());
    return Answer.ok(
            request, () -> json(evidence.value()), () -> DelegationMessages.of(evidence.value()))
        .at(evidence.position());
  }

  private static JsonObject json(final DelegationEvidence evidence) {
    final Optional<Signed> signed = evidence.signed();
    return new JsonObject()
        .put("link_id", Wire.linkId(evidence.linkId()))
        .put("operator", evidence.mintedBy())
        .put("delegator_id", signed.map(by -> by.request().delegatorId().hex()).orElse(null))
        .put(
            "message",
            signed.map(by -> HexFormat.of().formatHex(by.request().message())).orElse(null))
        .put("public_key", signed.map(Signed::publicKey).orElse(null))
        .put("key_sequence", signed.map(Signed::keySequence).orElse(null))
        .put("signature", signed.map(Signed::signature).orElse(null));
  }

  private Answer revoke(final CallRequest request) {
    final Positioned<Delegation> link = delegations.revoke(request.linkId(), request.actor());
    return Answer.ok(Wire.written(link.position(), "delegation", json(link.value())))
        .at(link.position());
  }

  private static JsonObject json(final Delegation link) {
    return new JsonObject()
        .put("link_id", Wire.linkId(link.linkId()))
        .put("tenant_id", link.tenantId())
        .put("kid", link.keyId())
        .put("agent_id", link.agentId().hex())
        .put("delegator_id", link.delegatorId().map(AgentId::hex).orElse(null))
        .put("parent_link_id", link.parentLinkId().map(Wire::linkId).orElse(null))
        .put("depth", link.depth())
        .put("delegations_left", link.delegationsLeft())
        .put("permissions", Wire.texts(link.permissions().stream().sorted().toList()))
        .put("scope", link.scope())
        .put("scope_hash", Wire.scopeHash(link.scopeHash()))
        .put("not_before", Wire.time(link.notBefore()))
        .put("expires_at", Wire.time(link.expiresAt()))
        .put("revoked_at", Wire.time(link.revokedAt()))
        .put("created_at", Wire.time(link.mintedAt()))
        .put("created_by", link.mintedBy());
  }
}
