package io.tollgate.audit.store;

import io.tollgate.audit.index.IndexedLog;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.support.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The next record of each log that a watcher has not seen: logs are indexed each at its pace. */
final class WatchCursor {
  private static final Pattern FORM =
      Pattern.compile("[0-9]{1,2}\\.[0-9]{1,18}(,[0-9]{1,2}\\.[0-9]{1,18}){0,15}");

  private final Map<RetentionClass, Long> next = new EnumMap<>(RetentionClass.class);

  private WatchCursor() {}

  /** Behind everything that is indexed. */
  static WatchCursor atEndOf(final List<IndexedLog> logs) {
    final WatchCursor cursor = new WatchCursor();
    logs.forEach(log -> cursor.next.put(log.log(), log.size()));
    return cursor;
  }

  static WatchCursor ofText(final String text) {
    final WatchCursor cursor = new WatchCursor();
    try {
      final byte[] bytes = Base64.getUrlDecoder().decode(text);
      final String plain = new String(bytes, StandardCharsets.ISO_8859_1);
      if (FORM.matcher(plain).matches()) {
        for (final String part : plain.split(",", -1)) {
          final String[] pair = part.split("\\.", -1);
          cursor.next.put(
              RetentionClass.ofCode(Integer.parseInt(pair[0])), Long.parseLong(pair[1]));
        }
        return cursor;
      }
    } catch (final IllegalArgumentException ex) {
      throw invalid();
    }
    throw invalid();
  }

  private static InvalidRequestException invalid() {
    return new InvalidRequestException("cursor", "is not one that was given out");
  }

  /** The next record of a log; a log that was not indexed before is seen from its beginning. */
  long next(final IndexedLog log) {
    return Math.max(log.first(), next.getOrDefault(log.log(), log.first()));
  }

  void moveTo(final RetentionClass log, final long sequence) {
    next.put(log, sequence);
  }

  String toText() {
    final String plain =
        next.entrySet().stream()
            .map(entry -> entry.getKey().code() + "." + entry.getValue())
            .collect(Collectors.joining(","));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }
}
