package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keys that an agent leaves at the gate at once.
 *
 * @param identityKey its long-term key; again where it is there, so that all below is bound to it.
 * @param signed at most {@value #MAX_SIGNED}, ids rising.
 * @param oneTime at most {@value #MAX_ONE_TIME}, ids rising.
 */
public record PrekeyUpload(IdentityDhKey identityKey, List<Prekey> signed, List<Prekey> oneTime) {
  /** The most signed prekeys at once; also the most that are kept. */
  public static final int MAX_SIGNED = 4;

  /** The most one-time prekeys at once. */
  public static final int MAX_ONE_TIME = 100;

  /** Checks what can be checked without asking anyone; keeps copies. */
  public PrekeyUpload {
    signed = checked("signed_prekeys", signed, Prekey.Kind.SIGNED, MAX_SIGNED);
    oneTime = checked("one_time_prekeys", oneTime, Prekey.Kind.ONE_TIME, MAX_ONE_TIME);
    final Set<String> keys = new HashSet<>(Set.of(identityKey.publicKey()));
    if (!Stream.concat(signed.stream(), oneTime.stream())
        .allMatch(prekey -> keys.add(prekey.publicKey()))) {
      throw new InvalidRequestException("public_key", "is there twice");
    }
  }

  private static List<Prekey> checked(
      final String field, final List<Prekey> prekeys, final Prekey.Kind kind, final int most) {
    if (prekeys.size() > most) {
      throw new InvalidRequestException(field, "are at most " + most + " at once");
    }
    int before = 0;
    for (final Prekey prekey : prekeys) {
      if (prekey.kind() != kind || prekey.id() <= before) {
        throw new InvalidRequestException(field, "are of one kind, with rising ids");
      }
      before = prekey.id();
    }
    return List.copyOf(prekeys);
  }

  /** All prekeys. */
  public Stream<Prekey> prekeys() {
    return Stream.concat(signed.stream(), oneTime.stream());
  }

  /** Why keys or signatures are no good; empty where they are. */
  public Optional<Refusal> refusal(final AgentId agentId, final String signingKey) {
    final boolean areKeysValid =
        Stream.concat(Stream.of(identityKey.publicKey()), prekeys().map(Prekey::publicKey))
            .allMatch(key -> X25519.isValidPublicKey(HexFormat.of().parseHex(key)));
    if (!areKeysValid) {
      return Optional.of(Refusal.KEY_INVALID);
    }
    final boolean isSigned =
        identityKey.isSignedBy(agentId, signingKey)
            && prekeys().allMatch(one -> one.isSignedBy(agentId, signingKey, identityKey));
    return isSigned ? Optional.empty() : Optional.of(Refusal.PREKEY_SIGNATURE_INVALID);
  }
}
