package io.tollgate.identity.domain;

import io.tollgate.crypto.Ed25519;
import io.tollgate.support.AgentId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The keys that an agent has had, inception first, each the old one's and its own successor by
 * signature. Anyone can verify one: it needs nothing but the agent's id and what is public.
 *
 * @param agentId SHA-256 of the first key.
 * @param keys in hex, 1 to {@value #MAX_KEYS}; the last is the current one.
 */
public record KeySuccession(AgentId agentId, List<String> keys) {
  /** The most keys that an agent may have, one after the other. */
  public static final int MAX_KEYS = 1_000;

  private static final HexFormat HEX = HexFormat.of();

  /** Keeps a copy of the keys. */
  public KeySuccession {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException("1 to " + MAX_KEYS + " keys, not " + keys.size());
    }
  }

  /** The beginning of an agent's succession; empty where the key is not the one of its id. */
  public static Optional<KeySuccession> begin(final AgentId agentId, final String inceptionKey) {
    return agentOf(HEX.parseHex(inceptionKey)).equals(agentId)
        ? Optional.of(new KeySuccession(agentId, List.of(inceptionKey)))
        : Optional.empty();
  }

  /**
   * Verifies a whole succession.
   *
   * @param rotations first to last.
   * @return empty where anything in it is not as it must be.
   */
  public static Optional<KeySuccession> verified(
      final AgentId agentId, final String inceptionKey, final List<KeyRotation> rotations) {
    if (flaw(agentId, inceptionKey, rotations).isPresent()) {
      return Optional.empty();
    }
    final List<String> keys = new ArrayList<>(List.of(inceptionKey));
    rotations.forEach(rotation -> keys.add(rotation.newKey()));
    return Optional.of(new KeySuccession(agentId, keys));
  }

  /**
   * Where a whole succession breaks first, if anywhere.
   *
   * @param rotations first to last.
   */
  public static Optional<SuccessionFlaw> flaw(
      final AgentId agentId, final String inceptionKey, final List<KeyRotation> rotations) {
    final Optional<KeySuccession> begun = begin(agentId, inceptionKey);
    if (begun.isEmpty()) {
      return Optional.of(new SuccessionFlaw(0, "the agent's id is not the hash of its first key"));
    }
    if (!Ed25519.isValidPublicKey(HEX.parseHex(inceptionKey))) {
      return Optional.of(SuccessionFlaw.of(0, Refusal.KEY_INVALID));
    }
    KeySuccession present = begun.get();
    for (final KeyRotation rotation : rotations) {
      final Optional<Refusal> refusal = present.refusal(rotation);
      if (refusal.isPresent()) {
        return Optional.of(SuccessionFlaw.of(present.keys.size(), refusal.get()));
      }
      present = present.after(rotation);
    }
    return Optional.empty();
  }

  /** The id of the agent whose first key this is. */
  public static AgentId agentOf(final byte[] inceptionKey) {
    try {
      return AgentId.of(MessageDigest.getInstance("SHA-256").digest(inceptionKey));
    } catch (final NoSuchAlgorithmException ex) {
      throw new IllegalStateException("every Java has SHA-256", ex);
    }
  }

  /** The key that speaks for the agent now. */
  public String currentKey() {
    return keys.get(keys.size() - 1);
  }

  /** Number of the last rotation; 0 where the first key is the current one. */
  public int sequence() {
    return keys.size() - 1;
  }

  /**
   * Why a rotation cannot be the next one; empty where it can. Whether another agent has the key is
   * not known here.
   */
  public Optional<Refusal> refusal(final KeyRotation rotation) {
    if (!rotation.agentId().equals(agentId)
        || rotation.sequence() != keys.size()
        || !rotation.oldKey().equals(currentKey())) {
      return Optional.of(Refusal.SEQUENCE_WRONG);
    }
    if (keys.size() == MAX_KEYS) {
      return Optional.of(Refusal.SUCCESSION_FULL);
    }
    final byte[] newKey = HEX.parseHex(rotation.newKey());
    if (!Ed25519.isValidPublicKey(newKey)) {
      return Optional.of(Refusal.KEY_INVALID);
    }
    if (keys.contains(rotation.newKey())) {
      return Optional.of(Refusal.KEY_IN_USE);
    }
    final byte[] message = rotation.message();
    final byte[] oldKey = HEX.parseHex(rotation.oldKey());
    if (!Ed25519.verify(oldKey, message, HEX.parseHex(rotation.oldSignature()))) {
      return Optional.of(Refusal.OLD_KEY_SIGNATURE_INVALID);
    }
    return Ed25519.verify(newKey, message, HEX.parseHex(rotation.newSignature()))
        ? Optional.empty()
        : Optional.of(Refusal.NEW_KEY_SIGNATURE_INVALID);
  }

  private KeySuccession after(final KeyRotation rotation) {
    final List<String> longer = new ArrayList<>(keys);
    longer.add(rotation.newKey());
    return new KeySuccession(agentId, longer);
  }
}
