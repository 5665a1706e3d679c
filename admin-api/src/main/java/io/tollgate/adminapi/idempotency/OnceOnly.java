package io.tollgate.adminapi.idempotency;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.ApiCall;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.tollgate.support.error.ServiceException;
import io.tollgate.support.error.UnavailableException;
import io.tollgate.support.idempotency.Claim;
import io.tollgate.support.idempotency.IdempotencyStore;
import io.tollgate.support.idempotency.IdempotentRequest;
import io.tollgate.support.idempotency.StoredResponse;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a call once for each Idempotency-Key of a caller. Only what succeeded is kept, for 24 hours:
 * a refusal may be decided anew. A request without a key is simply done. One that takes rights away
 * is done before anything is looked up, so that no database holds it up; one that is repeated takes
 * them away again, and is answered as before. Any thread.
 */
public final class OnceOnly {
  private static final Logger LOG = LoggerFactory.getLogger(OnceOnly.class);
  private static final String POSITION = "position";
  private static final String VERSION = "version";
  private static final String LOCATION = "location";

  private final IdempotencyStore store;
  private final AnswerSeal seal;

  /** Keeps answers in a store, sealed. */
  public OnceOnly(final IdempotencyStore store, final AnswerSeal seal) {
    this.store = store;
    this.seal = seal;
  }

  /** The same call of an operation, done once for each key. */
  public ApiCall wrap(final String operationId, final ApiCall call) {
    return request -> {
      if (request.idempotencyKey().isEmpty()) {
        return call.answer(request);
      }
      return Urgency.isCutting(operationId, request)
          ? doneFirst(operationId, call, request)
          : once(operationId, call, request);
    };
  }

  private Answer doneFirst(
      final String operationId, final ApiCall call, final CallRequest request) {
    Optional<Answer> answer = Optional.empty();
    Optional<RuntimeException> refusal = Optional.empty();
    try {
      answer = Optional.of(call.answer(request));
    } catch (final RuntimeException refused) {
      refusal = Optional.of(refused);
    }
    final IdempotentRequest known = request.idempotent();
    try {
      final Claim claim = store.claim(known);
      if (claim instanceof Claim.Answered answered) {
        return again(known, answered.response());
      }
      if (claim instanceof Claim.KeyReused) {
        throw keyReused(answer.isPresent() ? "; rights were taken away all the same" : "");
      }
      if (claim instanceof Claim.Granted granted) {
        answer.ifPresentOrElse(given -> keep(granted, given), () -> abandon(granted));
      }
    } catch (final UnavailableException unavailable) {
      LOG.warn("{} is done without its key being kept", operationId, unavailable);
    }
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return answer.orElseThrow();
  }

  private Answer once(final String operationId, final ApiCall call, final CallRequest request) {
    final IdempotentRequest known = request.idempotent();
    final Claim claim;
    try {
      claim = store.claim(known);
    } catch (final UnavailableException unavailable) {
      if (Urgency.isUrgent(operationId, request)) {
        LOG.warn("{} is done without its key being kept", operationId, unavailable);
        return call.answer(request);
      }
      throw unavailable;
    }
    if (claim instanceof Claim.Granted granted) {
      return first(call, request, granted);
    }
    if (claim instanceof Claim.Answered answered) {
      return again(known, answered.response());
    }
    if (claim instanceof Claim.KeyReused) {
      throw keyReused("");
    }
    throw new ProblemException(
        Problem.of(ApiReason.IDEMPOTENCY_IN_PROGRESS, "this request is being done; ask again"));
  }

  private static ProblemException keyReused(final String andYet) {
    return new ProblemException(
        Problem.of(
            ApiReason.IDEMPOTENCY_KEY_REUSED,
            "this Idempotency-Key was used for another request" + andYet));
  }

  private Answer first(final ApiCall call, final CallRequest request, final Claim.Granted claim) {
    final Answer answer;
    try {
      answer = call.answer(request);
    } catch (final RuntimeException refused) {
      abandon(claim);
      throw refused;
    }
    keep(claim, answer);
    return answer;
  }

  /** What was done stays done, and is answered, even where the answer cannot be kept. */
  private void keep(final Claim.Granted claim, final Answer answer) {
    final Map<String, String> headers = new HashMap<>();
    answer.position().ifPresent(value -> headers.put(POSITION, Long.toString(value)));
    answer.version().ifPresent(value -> headers.put(VERSION, Long.toString(value)));
    answer.location().ifPresent(value -> headers.put(LOCATION, value));
    final String body = seal.seal(answer.body().encode(), contextOf(claim.request()));
    try {
      if (!store.complete(claim, new StoredResponse(answer.status(), headers, body))) {
        LOG.warn("an answer came too late to be kept for {}", claim.request());
      }
    } catch (final ServiceException e) {
      LOG.warn("an answer could not be kept for {}", claim.request(), e);
    }
  }

  private void abandon(final Claim.Granted claim) {
    try {
      store.abandon(claim);
    } catch (final ServiceException e) {
      LOG.warn("a claim could not be given back for {}", claim.request(), e);
    }
  }

  private Answer again(final IdempotentRequest known, final StoredResponse kept) {
    final String body =
        seal.open(kept.body(), contextOf(known))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            ApiReason.IDEMPOTENT_ANSWER_LOST,
                            "this was done, but its answer can no longer be read")));
    final Map<String, String> headers = kept.headers();
    return new Answer(
        kept.status(),
        new JsonObject(body),
        number(headers, POSITION),
        number(headers, VERSION),
        Optional.ofNullable(headers.get(LOCATION)));
  }

  private static OptionalLong number(final Map<String, String> headers, final String name) {
    return headers.containsKey(name)
        ? OptionalLong.of(Long.parseLong(headers.get(name)))
        : OptionalLong.empty();
  }

  private static String contextOf(final IdempotentRequest request) {
    return String.join("\n", request.subject(), request.key(), request.route(), request.bodyHash());
  }
}
