package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.support.error.InvalidRequestException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A permission to be defined.
 *
 * @param name product:verb, 3 to 64 characters of a-z 0-9 . _ - and one colon.
 * @param bit 16 to 127; the lowest free one where empty.
 * @param minimumTrust UNTRUSTED or TRUSTED.
 */
public record NewPermission(String name, Optional<Integer> bit, Trust minimumTrust) {
  /** The lowest bit that operators may name; those below are the gate's own. */
  public static final int FIRST_BIT = 16;

  /** The highest bit. */
  public static final int LAST_BIT = 127;

  private static final int MAX_NAME_LENGTH = 64;
  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]+:[a-z0-9._-]+");

  /** Checks name, bit and trust. */
  public NewPermission {
    if (name.length() > MAX_NAME_LENGTH || !NAME.matcher(name).matches()) {
      throw new InvalidRequestException(
          "name", "is product:verb, at most 64 characters of a-z 0-9 . _ -");
    }
    if (bit.isPresent() && (bit.get() < FIRST_BIT || bit.get() > LAST_BIT)) {
      throw new InvalidRequestException("bit", "must be " + FIRST_BIT + " to " + LAST_BIT);
    }
    if (minimumTrust != Trust.UNTRUSTED && minimumTrust != Trust.TRUSTED) {
      throw new InvalidRequestException("minimum_trust", "is UNTRUSTED or TRUSTED");
    }
  }
}
