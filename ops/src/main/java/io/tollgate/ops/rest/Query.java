package io.tollgate.ops.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A path with query parameters, put together one by one. Not thread-safe. */
public final class Query {

  private final StringBuilder text;
  private char separator = '?';

  public Query(final String path) {
    text = new StringBuilder(path);
  }

  /** The same, to be added to without changing this one. */
  public Query copy() {
    final Query copy = new Query(text.toString());
    copy.separator = separator;
    return copy;
  }

  /**
   * Adds a parameter.
   *
   * @param value left out where it is null
   */
  public Query with(final String name, final Object value) {
    if (value != null) {
      text.append(separator)
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
