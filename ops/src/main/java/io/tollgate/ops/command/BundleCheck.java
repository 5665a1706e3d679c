package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.identity.domain.IdentityDhKey;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.identity.domain.Prekey;
import io.tollgate.identity.domain.PrekeyBundle;
import io.tollgate.ops.cli.CliException;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies a bundle of prekeys here, so that who writes to an agent need not believe the gate: the
 * agent's id and its succession of keys say whose key signed, and that key signed everything.
 */
final class BundleCheck {
  private BundleCheck() {}

  /**
   * Verifies one.
   *
   * @param agentId that was asked for
   * @param bundle as it was answered
   * @param keys the agent's keys, as they were answered
   * @throws CliException where anything does not fit
   */
  static void require(final String agentId, final JsonNode bundle, final JsonNode keys) {
    try {
      final AgentId agent = AgentId.ofHex(agentId);
      final Optional<KeySuccession> succession = succession(agent, keys.path("items"));
      final PrekeyBundle read = bundle(agent, bundle);
      final boolean isGood =
          succession.isPresent()
              && succession.get().currentKey().equals(read.signingKey())
              && succession.get().sequence() == read.keySequence()
              && read.isSigned();
      if (isGood) {
        return;
      }
    } catch (final InvalidRequestException | IllegalArgumentException | DateTimeException e) {
      throw refused();
    }
    throw refused();
  }

  private static CliException refused() {
    return CliException.failure(
        "the bundle is not signed by the agent's own current key: do not use it");
  }

  private static Optional<KeySuccession> succession(final AgentId agent, final JsonNode keys) {
    final List<KeyRotation> rotations = new ArrayList<>();
    for (int sequence = 1; sequence < keys.size(); sequence++) {
      final JsonNode key = keys.get(sequence);
      rotations.add(
          new KeyRotation(
              agent,
              sequence,
              keys.get(sequence - 1).path("public_key").asText(),
              key.path("public_key").asText(),
              key.path("old_signature").asText(),
              key.path("new_signature").asText()));
    }
    return KeySuccession.verified(agent, keys.path(0).path("public_key").asText(), rotations);
  }

  private static PrekeyBundle bundle(final AgentId agent, final JsonNode bundle) {
    final JsonNode identity = bundle.path("identity_key");
    final JsonNode oneTime = bundle.path("one_time_prekey");
    return new PrekeyBundle(
        agent,
        bundle.path("signing_key").asText(),
        bundle.path("key_sequence").asInt(),
        new IdentityDhKey(
            identity.path("number").asInt(),
            identity.path("public_key").asText(),
            identity.path("signature").asText()),
        prekey(Prekey.Kind.SIGNED, bundle.path("signed_prekey")),
        oneTime.isObject() ? Optional.of(prekey(Prekey.Kind.ONE_TIME, oneTime)) : Optional.empty());
  }

  private static Prekey prekey(final Prekey.Kind kind, final JsonNode prekey) {
    return new Prekey(
        kind,
        prekey.path("id").asInt(),
        prekey.path("public_key").asText(),
        Instant.parse(prekey.path("expires_at").asText()),
        prekey.path("signature").asText());
  }
}
