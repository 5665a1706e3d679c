package io.tollgate.adminapi.http;

import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/** Whether a caller would rather have a message of protobuf than JSON. */
final class ProtobufPreference {
  /** The registered one, and the one from before. */
  private static final Set<String> SUBTYPES = Set.of("protobuf", "x-protobuf");

  private static final Set<String> JSON_SUBTYPES = Set.of("json", "*");

  private ProtobufPreference() {}

  /**
   * The media type of messages, where the caller's Accept names it and likes nothing more that JSON
   * is too. Who takes anything gets JSON.
   */
  static Optional<String> of(final RoutingContext context) {
    for (final MIMEHeader type : context.parsedHeaders().accept()) {
      final boolean isApplication = "application".equals(type.component());
      if (type.weight() > 0 && isApplication && SUBTYPES.contains(type.subComponent())) {
        return Optional.of("application/" + type.subComponent());
      }
      final boolean isJson = isApplication || "*".equals(type.component());
      if (type.weight() > 0 && isJson && JSON_SUBTYPES.contains(type.subComponent())) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
