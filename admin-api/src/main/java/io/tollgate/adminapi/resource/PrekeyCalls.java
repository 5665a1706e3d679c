package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Members;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.identity.Prekeys;
import io.tollgate.identity.domain.IdentityDhKey;
import io.tollgate.identity.domain.Prekey;
import io.tollgate.identity.domain.Prekey.Kind;
import io.tollgate.identity.domain.PrekeyBundle;
import io.tollgate.identity.domain.PrekeyStock;
import io.tollgate.identity.domain.PrekeyUpload;
import io.tollgate.support.AgentId;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Keys that agents leave for those who write to them. */
public final class PrekeyCalls {
  private final Prekeys prekeys;

  /** Over the service. */
  public PrekeyCalls(final Prekeys prekeys) {
    this.prekeys = prekeys;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations
        .put("getPrekeys", this::show)
        .put("uploadPrekeys", this::upload)
        .put("takePrekeyBundle", this::take);
  }

  private Answer show(final CallRequest request) {
    return Answer.ok(
        json(request.agentId(), prekeys.stock(request.agentId(), request.atLeastPosition())));
  }

  private Answer upload(final CallRequest request) {
    final Members body = request.body();
    final Members identityKey = body.requiredObject("identity_key");
    final PrekeyUpload upload =
        new PrekeyUpload(
            new IdentityDhKey(
                identityKey.number("number"),
                identityKey.text("public_key"),
                identityKey.text("signature")),
            prekeys(body, "signed_prekeys", Kind.SIGNED),
            prekeys(body, "one_time_prekeys", Kind.ONE_TIME));
    return Answer.created(
        json(request.agentId(), prekeys.upload(request.agentId(), upload, request.actor())));
  }

  private static List<Prekey> prekeys(final Members body, final String name, final Kind kind) {
    return body.objects(name).stream()
        .map(
            prekey ->
                new Prekey(
                    kind,
                    prekey.number("id"),
                    prekey.text("public_key"),
                    prekey.time("expires_at"),
                    prekey.text("signature")))
        .toList();
  }

  private Answer take(final CallRequest request) {
    final PrekeyBundle bundle = prekeys.take(request.agentId(), request.actor());
    return Answer.created(
        new JsonObject()
            .put("agent_id", bundle.agentId().hex())
            .put("signing_key", bundle.signingKey())
            .put("key_sequence", bundle.keySequence())
            .put("identity_key", json(bundle.identityKey()))
            .put("signed_prekey", json(bundle.signedPrekey()))
            .put("one_time_prekey", bundle.oneTimePrekey().map(PrekeyCalls::json).orElse(null)));
  }

  private static JsonObject json(final AgentId agentId, final PrekeyStock stock) {
    return new JsonObject()
        .put("agent_id", agentId.hex())
        .put("identity_key", stock.identityKey().map(PrekeyCalls::json).orElse(null))
        .put("current", stock.isCurrent())
        .put("signed_prekeys", Wire.items(stock.signed(), PrekeyCalls::json))
        .put("one_time_left", stock.oneTimeLeft())
        .put("low_water_mark", PrekeyStock.LOW_WATER_MARK)
        .put("low", stock.isLow())
        .put("last_signed_id", stock.lastSignedId())
        .put("last_one_time_id", stock.lastOneTimeId());
  }

  private static JsonObject json(final IdentityDhKey key) {
    return new JsonObject()
        .put("number", key.number())
        .put("public_key", key.publicKey())
        .put("signature", key.signature());
  }

  private static JsonObject json(final Prekey prekey) {
    return new JsonObject()
        .put("id", prekey.id())
        .put("public_key", prekey.publicKey())
        .put("expires_at", Wire.time(prekey.expiresAt()))
        .put("signature", prekey.signature());
  }
}
