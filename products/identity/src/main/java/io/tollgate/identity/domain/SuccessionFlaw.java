package io.tollgate.identity.domain;

/**
 * Where a succession of keys breaks.
 *
 * @param sequence of the key that cannot be where it is; 0 for the first.
 * @param problem in words.
 */
public record SuccessionFlaw(int sequence, String problem) {
  static SuccessionFlaw of(final int sequence, final Refusal refusal) {
    final String problem =
        switch (refusal) {
          case SEQUENCE_WRONG -> "the rotation does not follow the one before";
          case SUCCESSION_FULL ->
              "there are more keys than the " + KeySuccession.MAX_KEYS + " that there may be";
          case KEY_INVALID -> "the key is not a valid Ed25519 public key";
          case KEY_IN_USE -> "the key was there before";
          case OLD_KEY_SIGNATURE_INVALID -> "the key before did not sign the rotation";
          case NEW_KEY_SIGNATURE_INVALID -> "the key itself did not sign the rotation";
          default -> refusal.name();
        };
    return new SuccessionFlaw(sequence, problem);
  }
}
