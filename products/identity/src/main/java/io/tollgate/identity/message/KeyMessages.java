package io.tollgate.identity.message;

import io.tollgate.crypto.Ed25519;
import io.tollgate.identity.domain.AgentKey;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.identity.v1.IdentityV1;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.InvalidRequestException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Successions of keys as messages. */
public final class KeyMessages {
  private KeyMessages() {}

  /** The message of a succession. */
  public static IdentityV1.KeySuccession of(
      final AgentId agentId, final Positioned<List<AgentKey>> keys) {
    return IdentityV1.KeySuccession.newBuilder()
        .setAgentId(Fields.bytes(agentId))
        .addAllKeys(keys.value().stream().map(KeyMessages::of).toList())
        .setPosition(keys.position())
        .build();
  }

  static IdentityV1.AgentKey of(final AgentKey key) {
    final IdentityV1.AgentKey.Builder message =
        IdentityV1.AgentKey.newBuilder()
            .setSequence(key.sequence())
            .setPublicKey(Fields.bytes(key.publicKey()))
            .setSince(Fields.timestamp(key.since()));
    key.rotation()
        .ifPresent(
            rotation ->
                message
                    .setOldSignature(Fields.bytes(rotation.oldSignature()))
                    .setNewSignature(Fields.bytes(rotation.newSignature())));
    return message.build();
  }

  /**
   * The keys of messages; no signature was looked at.
   *
   * @throws InvalidRequestException where they are no keys, or too many.
   */
  static List<AgentKey> read(final AgentId agentId, final List<IdentityV1.AgentKey> messages) {
    if (messages.size() > KeySuccession.MAX_KEYS) {
      throw new InvalidRequestException(
          "keys", "are at most " + KeySuccession.MAX_KEYS + ", not " + messages.size());
    }
    final List<AgentKey> keys = new ArrayList<>();
    for (final IdentityV1.AgentKey message : messages) {
      final String field = "keys[" + keys.size() + "].";
      if (message.getSequence() != keys.size()) {
        throw new InvalidRequestException(field + "sequence", "must be " + keys.size());
      }
      final String publicKey =
          Fields.hex(field + "public_key", message.getPublicKey(), Ed25519.PUBLIC_KEY_LENGTH);
      final Instant since = Fields.time(field + "since", message.hasSince(), message.getSince());
      keys.add(
          new AgentKey(
              publicKey, keys.size(), since, rotation(agentId, keys, publicKey, field, message)));
    }
    return keys;
  }

  private static Optional<KeyRotation> rotation(
      final AgentId agentId,
      final List<AgentKey> before,
      final String publicKey,
      final String field,
      final IdentityV1.AgentKey message) {
    final int sequence = before.size();
    final int length = sequence == 0 ? 0 : Ed25519.SIGNATURE_LENGTH;
    final String oldSignature =
        Fields.hex(field + "old_signature", message.getOldSignature(), length);
    final String newSignature =
        Fields.hex(field + "new_signature", message.getNewSignature(), length);
    return sequence == 0
        ? Optional.empty()
        : Optional.of(
            new KeyRotation(
                agentId,
                sequence,
                before.get(sequence - 1).publicKey(),
                publicKey,
                oldSignature,
                newSignature));
  }
}
