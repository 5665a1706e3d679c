package io.tollgate.support.idempotency;

import io.tollgate.support.error.InvalidRequestException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was answered, and will be answered again. It holds no secret: what is given out once is left
 * out by who stores it.
 *
 * @param status HTTP status.
 * @param headers to be sent again, e.g. ETag.
 * @param body JSON, at most 64 KiB of characters.
 */
public record StoredResponse(int status, Map<String, String> headers, String body) {
  private static final int MAX_BODY_LENGTH = 64 * 1024;

  /** Checks the body's length and keeps a copy of the headers. */
  public StoredResponse {
    headers = Map.copyOf(headers);
    if (body.length() > MAX_BODY_LENGTH) {
      throw new InvalidRequestException("response", "is too long to be kept");
    }
  }

  /** One line a header. */
  String headerText() {
    final StringBuilder text = new StringBuilder();
    new TreeMap<>(headers)
        .forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    return text.toString();
  }

  static Map<String, String> headersOf(final String text) {
    final Map<String, String> headers = new TreeMap<>();
    text.lines()
        .forEach(
            line -> {
              final int colon = line.indexOf(':');
              headers.put(line.substring(0, colon), line.substring(colon + 1));
            });
    return headers;
  }
}
