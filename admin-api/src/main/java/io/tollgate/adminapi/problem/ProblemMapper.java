package io.tollgate.adminapi.problem;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.error.ConflictException;
import io.tollgate.support.error.GateRefusedException;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.RefusedException;
import io.tollgate.support.error.ServiceException;
import io.tollgate.support.error.StaleReadException;
import io.tollgate.support.error.UnavailableException;
import io.tollgate.support.error.UnseenWriteException;
import java.util.List;

/**
 * Turns whatever went wrong into a problem. What nobody foresaw becomes INTERNAL and tells nothing.
 */
public final class ProblemMapper {
  private static final Problem INTERNAL =
      Problem.of(ApiReason.INTERNAL, "something is wrong here, not with the request");

  private ProblemMapper() {}

  /**
   * The problem of a failure.
   *
   * @param inBody whether the request's input was a body, which decides whether a refused value is
   *     422 or 400.
   */
  public static Problem of(final Throwable failure, final boolean inBody) {
    if (failure instanceof ProblemException known) {
      return known.problem();
    }
    return failure instanceof ServiceException service ? ofService(service, inBody) : INTERNAL;
  }

  /** The problem of an HTTP status that the server or the router chose. */
  public static Problem ofStatus(final int status) {
    return switch (status) {
      case 400, 417 ->
          Problem.of(ApiReason.REQUEST_INVALID, "this is not a request that can be read");
      case 404 -> Problem.of(ApiReason.ROUTE_UNKNOWN, "there is nothing here; see /docs");
      case 405 ->
          Problem.of(ApiReason.METHOD_NOT_ALLOWED, "not with this method; see the Allow header");
      case 413 ->
          Problem.of(
              ApiReason.BODY_TOO_LARGE,
              "the body is longer than it may be, 64 KiB (4 KiB without a token); send less");
      case 414 ->
          Problem.of(
              ApiReason.URI_TOO_LONG,
              "the request line is longer than 4 KiB; ask for less at once");
      case 431 ->
          Problem.of(ApiReason.HEADERS_TOO_LARGE, "the headers are longer than 8 KiB; send fewer");
      case 503 ->
          Problem.of(
              ApiReason.REQUEST_TIMEOUT, "this took too long; it may or may not have happened");
      default -> INTERNAL;
    };
  }

  private static Problem ofService(final ServiceException failure, final boolean inBody) {
    if (failure instanceof GateRefusedException refused) {
      return at(refused.position(), Problem.of(refused.reason(), refused.getMessage()));
    }
    if (failure instanceof RefusedException refused) {
      return at(
          refused.position(),
          Problem.of(refused.isConflict() ? 409 : 422, refused.code(), refused.getMessage()));
    }
    if (failure instanceof ConflictException conflict) {
      final Problem problem =
          at(conflict.position(), Problem.of(conflict.reason(), conflict.getMessage()));
      return conflict.version() >= 0 ? problem.withVersion(conflict.version()) : problem;
    }
    if (failure instanceof NotFoundException missing) {
      return at(missing.position(), Problem.of(Reason.NOT_FOUND, missing.getMessage()));
    }
    if (failure instanceof StaleReadException || failure instanceof UnseenWriteException) {
      return Problem.of(ApiReason.POSITION_NOT_REACHED, failure.getMessage());
    }
    if (failure instanceof UnavailableException unavailable) {
      return Problem.of(unavailable.reason(), unavailable.getMessage());
    }
    return ofInvalid((InvalidRequestException) failure, inBody);
  }

  private static Problem at(final long position, final Problem problem) {
    return position > 0 ? problem.at(position) : problem;
  }

  private static Problem ofInvalid(final InvalidRequestException failure, final boolean inBody) {
    final String message = failure.getMessage();
    return inBody
        ? new Problem(
            422,
            Reason.VALUE_INVALID.name(),
            message,
            java.util.OptionalLong.empty(),
            java.util.OptionalLong.empty(),
            List.of(new InputError("body", "/" + failure.field(), message)))
        : Problem.of(
            ApiReason.REQUEST_INVALID,
            message,
            List.of(new InputError("query", failure.field(), message)));
  }
}
