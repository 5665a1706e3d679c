package io.tollgate.adminapi.access;

import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds a caller's roles against those that the contract names for the operation. What names none
 * is refused.
 */
public final class RoleGuard {
  private RoleGuard() {}

  /** Succeeds where one of the caller's roles may call the operation. */
  public static Future<Void> check(final RoutingContext context, final Set<Role> allowed) {
    final Optional<Caller> caller = BearerAuthentication.callerOf(context);
    if (caller.isEmpty()) {
      return refused(
          ApiReason.UNAUTHENTICATED, "send Authorization: Bearer and a token of this gate");
    }
    if (!caller.get().hasAnyOf(allowed)) {
      final String names =
          allowed.stream().sorted().map(Role::text).collect(Collectors.joining(", "));
      return refused(ApiReason.ROLE_MISSING, "this needs one of the roles: " + names);
    }
    return Future.succeededFuture();
  }

  private static Future<Void> refused(final ApiReason reason, final String detail) {
    return Future.failedFuture(new ProblemException(Problem.of(reason, detail)));
  }
}
