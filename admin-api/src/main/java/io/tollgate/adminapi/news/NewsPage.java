package io.tollgate.adminapi.news;

import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.lookup.AgentNews;
import io.tollgate.identity.lookup.AgentNotice;
import io.tollgate.identity.lookup.NewsRing;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers with what changed after a position, as soon as anything did, or when the asker has waited
 * for as long as it wanted. Nobody waits on a thread. How many may ask at once is the admission's
 * to say.
 */
public final class NewsPage implements AutoCloseable {
  private static final int HEX = 16;

  private final Vertx vertx;
  private final Optional<NewsRing> ring;
  private final Set<Asker> askers = ConcurrentHashMap.newKeySet();

  /** Of a ring; where there is none, everyone is told so. */
  public NewsPage(final Vertx vertx, final Optional<NewsRing> ring) {
    this.vertx = vertx;
    this.ring = ring;
    ring.ifPresent(news -> news.onNews(this::tell));
  }

  /** By the thread that follows the journal: hands over to the event loops. */
  private void tell() {
    askers.forEach(Asker::wake);
  }

  /** Takes a request that keeps to the contract. On an event loop. */
  public void handle(final RoutingContext context) {
    if (ring.isEmpty()) {
      throw new ProblemException(Problem.of(Reason.UNAVAILABLE, "there is no news here"));
    }
    final ValidatedRequest request = context.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
    final Map<String, RequestParameter> query = request.getQuery();
    final Asker asker =
        new Asker(
            context.response(),
            ring.get(),
            Long.parseUnsignedLong(query.get("epoch").getString(), HEX),
            query.get("after").getLong());
    final RequestParameter wait = query.get("wait_ms");
    final long waitMs = wait == null || wait.isNull() ? 0 : wait.getLong();
    if (waitMs == 0 || !ring.get().isFollowing()) {
      asker.answer();
      return;
    }
    asker.timer = vertx.setTimer(waitMs, elapsed -> asker.answer());
    askers.add(asker);
    context.addEndHandler(ended -> asker.forget());
    // After it was added, so that nothing falls between.
    asker.answerIfAny();
  }

  /** Lets nobody wait any longer. */
  @Override
  public void close() {
    askers.forEach(Asker::release);
  }

  /** One who waits. Its fields belong to its event loop. */
  private final class Asker {
    private final Context loop = vertx.getOrCreateContext();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final HttpServerResponse response;
    private final NewsRing news;
    private final long epoch;
    private final long after;
    private long timer = -1;
    private boolean isAnswered;

    Asker(
        final HttpServerResponse response,
        final NewsRing news,
        final long epoch,
        final long after) {
      this.response = response;
      this.news = news;
      this.epoch = epoch;
      this.after = after;
    }

    /** Any thread; however often it is woken, it looks once. */
    void wake() {
      if (isWoken.compareAndSet(false, true)) {
        loop.runOnContext(
            ignored -> {
              isWoken.set(false);
              answerIfAny();
            });
      }
    }

    void release() {
      loop.runOnContext(ignored -> answer());
    }

    void answerIfAny() {
      final AgentNews found = news.since(epoch, after);
      if (found.isBroken() || !found.notices().isEmpty()) {
        answer(found);
      }
    }

    void answer() {
      answer(news.since(epoch, after));
    }

    private void answer(final AgentNews found) {
      forget();
      if (isAnswered || response.ended() || response.closed()) {
        return;
      }
      isAnswered = true;
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .end(json(found, news.isFollowing()).toBuffer());
    }

    void forget() {
      askers.remove(this);
      vertx.cancelTimer(timer);
    }
  }

  private static JsonObject json(final AgentNews news, final boolean isFollowing) {
    final JsonArray notices = new JsonArray();
    news.notices().forEach(notice -> notices.add(json(notice)));
    return new JsonObject()
        .put("epoch", HexFormat.of().toHexDigits(news.epoch()))
        .put("position", news.position())
        .put("following", isFollowing)
        .put("broken", news.isBroken())
        .put("notices", notices);
  }

  private static JsonObject json(final AgentNotice notice) {
    return new JsonObject()
        .put("position", notice.position())
        .put(
            "agent_index", notice.agentIndex().isPresent() ? notice.agentIndex().getAsLong() : null)
        .put("agent_id", notice.agentId().map(Object::toString).orElse(null))
        .put(
            "standing",
            notice.standing().map(one -> one.name().toLowerCase(Locale.ROOT)).orElse(null));
  }
}
