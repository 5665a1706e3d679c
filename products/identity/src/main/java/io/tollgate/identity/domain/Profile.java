package io.tollgate.identity.domain;

import io.tollgate.support.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What people say about an agent; the gate decides nothing by it.
 *
 * @param owner who answers for it.
 * @param metadata at most 32 entries and 2,048 bytes together, by key: 1 to 64 of a-z 0-9 . _ -,
 *     with a value of at most 256 bytes.
 */
public record Profile(Optional<Owner> owner, Map<String, String> metadata) {
  /** Nothing was said. */
  public static final Profile NONE = new Profile(Optional.empty(), Map.of());

  /** The most entries of metadata. */
  public static final int MAX_ENTRIES = 32;

  /** The most bytes of all keys and values together. */
  public static final int MAX_BYTES = 2_048;

  private static final int MAX_VALUE_BYTES = 256;
  private static final String FIELD = "metadata";
  private static final Pattern KEY = Pattern.compile("[a-z0-9._-]{1,64}");

  /** Keeps a sorted copy, checked. */
  public Profile {
    if (metadata.size() > MAX_ENTRIES) {
      throw new InvalidRequestException(FIELD, "has at most " + MAX_ENTRIES + " entries");
    }
    int bytes = 0;
    for (final Map.Entry<String, String> entry : metadata.entrySet()) {
      if (!KEY.matcher(entry.getKey()).matches()) {
        throw new InvalidRequestException(FIELD, "has keys of 1 to 64 of a-z 0-9 . _ -");
      }
      if (!entry.getValue().isEmpty() && !entry.getValue().isBlank()) {
        Text.checked(FIELD, entry.getValue(), MAX_VALUE_BYTES);
      } else if (!entry.getValue().isEmpty()) {
        throw new InvalidRequestException(FIELD, "has no values of blanks alone");
      }
      bytes += entry.getKey().length() + entry.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > MAX_BYTES) {
      throw new InvalidRequestException(FIELD, "has at most " + MAX_BYTES + " bytes together");
    }
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }
}
