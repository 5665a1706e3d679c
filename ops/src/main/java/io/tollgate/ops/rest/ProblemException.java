package io.tollgate.ops.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.ExitCode;

/** A request that the API refused, as its RFC 9457 problem says, in words for people. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int PRECONDITION_FAILED = 412;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;

  private final int status;
  private final String reason;

  /**
   * Makes it of an answer.
   *
   * @param problem the answer's body; a missing node where it is no JSON
   */
  ProblemException(final int status, final JsonNode problem) {
    super(message(status, problem));
    this.status = status;
    this.reason = problem.path("reason").asText("");
  }

  private static String message(final int status, final JsonNode problem) {
    final StringBuilder text = new StringBuilder();
    text.append(problem.path("title").asText("HTTP status " + status));
    append(text, ": ", problem.path("detail").asText(""));
    for (final JsonNode error : problem.path("errors")) {
      append(text, "\n  ", error.path("name").asText() + " " + error.path("message").asText());
    }
    append(text, "\n  reason ", problem.path("reason").asText(""));
    append(text, ", journal position ", problem.path("position").asText(""));
    append(text, "\n  ", advice(status));
    return text.toString();
  }

  private static void append(final StringBuilder text, final String before, final String value) {
    if (!value.isEmpty()) {
      text.append(before).append(value);
    }
  }

  private static String advice(final int status) {
    return switch (status) {
      case UNAUTHORIZED -> "give a valid token with --token-file";
      case FORBIDDEN -> "use a token whose roles reach (tollgate token issue makes one)";
      case PRECONDITION_FAILED -> "it changed since you read it: show it again, then decide";
      case SERVICE_UNAVAILABLE, TOO_MANY_REQUESTS, GATEWAY_TIMEOUT ->
          "try again; tollgate status tells how the gate is";
      default -> "";
    };
  }

  /** Returns 400 to 599. */
  public int status() {
    return status;
  }

  /** Returns the stable reason code; empty where the answer had none. */
  public String reason() {
    return reason;
  }

  public ExitCode exitCode() {
    return switch (status) {
      case BAD_REQUEST -> ExitCode.USAGE;
      case UNAUTHORIZED, FORBIDDEN -> ExitCode.DENIED;
      case SERVICE_UNAVAILABLE, TOO_MANY_REQUESTS, GATEWAY_TIMEOUT -> ExitCode.UNAVAILABLE;
      default -> ExitCode.FAILURE;
    };
  }
}
