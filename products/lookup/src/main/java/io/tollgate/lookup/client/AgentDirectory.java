package io.tollgate.lookup.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.lookup.Epoch;
import io.tollgate.lookup.Loaded;
import io.tollgate.lookup.Looked;
import io.tollgate.lookup.LookupCache;
import io.tollgate.lookup.LookupCounts;
import io.tollgate.lookup.LookupLimits;
import io.tollgate.lookup.LookupSource;
import io.tollgate.lookup.LookupTraits;
import io.tollgate.lookup.Standing;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks agents up at a gate, and keeps what it read for as long as the gate says that it did not
 * change. A thread of its own asks the gate for news, in one request after the other that waits at
 * the gate for a second; so changes come as they happen, and silence means that there was none. No
 * answer for three seconds, and nothing is answered from memory; a gap, and everything is
 * forgotten.
 *
 * <p>Where the gate's database is away, answers may be ten minutes old and say so. Where the gate
 * itself is, there are none: nobody could say who was suspended meanwhile.
 *
 * <p>Any thread; look-ups block where they have to ask.
 */
public final class AgentDirectory implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(AgentDirectory.class);
  private static final Pattern AGENT_ID = Pattern.compile("[0-9a-f]{64}");
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration MAX_SILENCE = Duration.ofSeconds(3);
  private static final Duration DOWN_FOR = Duration.ofSeconds(1);
  private static final long MIN_BACKOFF_MS = 100;
  private static final long MAX_BACKOFF_MS = 5_000;
  private static final int VIEW_BYTES = 1_500;

  private final GateHttp gate;
  private final Source source = new Source();
  private final LookupCache<String, AgentView> cache;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private Epoch epoch;
  private long failures;

  /** How a directory asks. */
  public static final class Context {
    private URI gate = URI.create("http://127.0.0.1:7070");
    private Supplier<String> token = () -> "";
    private HttpClient client = HttpClient.newHttpClient();
    private Duration timeout = Duration.ofSeconds(10);
    private long maxBytes = 16L * 1024 * 1024;

    /** With the defaults. */
    public Context() {}

    /** Where the gate's REST API is. */
    public Context gate(final URI value) {
      gate = value;
      return this;
    }

    /** Gives a bearer token that is valid now; asked for each request. */
    public Context token(final Supplier<String> value) {
      token = value;
      return this;
    }

    /** By which it asks; the caller's to close. */
    public Context client(final HttpClient value) {
      client = value;
      return this;
    }

    /** How long one request may take. */
    public Context timeout(final Duration value) {
      timeout = value;
      return this;
    }

    /** How much memory may be kept, roughly. */
    public Context maxBytes(final long value) {
      maxBytes = value;
      return this;
    }
  }

  private AgentDirectory(final Context context) {
    gate = new GateHttp(context.gate, context.token, context.client, context.timeout);
    final LookupLimits usual = LookupLimits.ofBytes(context.maxBytes);
    cache =
        new LookupCache<>(
            new LookupLimits(
                usual.maxBytes(),
                usual.maxAge(),
                usual.maxAbsentAge(),
                usual.maxStale(),
                MAX_SILENCE),
            new LookupTraits<>(
                AgentView::agentIndex, AgentDirectory::standing, AgentDirectory::bytes),
            source,
            System::nanoTime);
    thread = new Thread(this::run, "agent-directory");
    thread.setDaemon(true);
  }

  /** Starts one. It does not wait for the gate: until there is news, every look-up asks it. */
  public static AgentDirectory start(final Context context) {
    final AgentDirectory directory = new AgentDirectory(context);
    directory.thread.start();
    return directory;
  }

  private static Standing standing(final AgentView agent) {
    return standing(agent.trust());
  }

  private static Standing standing(final String text) {
    return switch (text) {
      case "suspended" -> Standing.SUSPENDED;
      case "revoked" -> Standing.REVOKED;
      default -> Standing.GOOD;
    };
  }

  private static int bytes(final AgentView agent) {
    return VIEW_BYTES
        + agent.metadata().entrySet().stream()
            .mapToInt(entry -> 100 + 2 * (entry.getKey().length() + entry.getValue().length()))
            .sum();
  }

  /**
   * Looks an agent up.
   *
   * @param agentId 64 hex digits.
   * @param atLeastPosition of a write that must be seen; 0 for none.
   * @return the agent, or none where there is none; the position as of which that is true; its
   *     staleness where it could not be confirmed.
   * @throws io.tollgate.lookup.LookupRefusedException where the gate cannot answer and memory may
   *     not.
   * @throws GateProblemException where the gate refuses, e.g. the token.
   */
  public Looked<AgentView> agent(final String agentId, final long atLeastPosition) {
    final String id = agentId.toLowerCase(Locale.ROOT);
    if (!AGENT_ID.matcher(id).matches()) {
      throw new IllegalArgumentException("an agent id has 64 hex digits");
    }
    return cache.get(id, atLeastPosition, this::load);
  }

  private Loaded<AgentView> load(final String agentId, final long atLeastPosition) {
    try {
      final Loaded<AgentView> loaded = gate.agent(agentId, atLeastPosition);
      source.answered();
      return loaded;
    } catch (final GateProblemException problem) {
      if (problem.isTransient()) {
        source.failed();
      }
      throw problem;
    }
  }

  /** What it has done. */
  public LookupCounts counts() {
    return cache.counts();
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        final boolean isFollowed = takeNews();
        failures = 0;
        if (!isFollowed) {
          pause(MIN_BACKOFF_MS);
        }
      } catch (final RuntimeException failure) {
        lost(failure);
      }
    }
  }

  private void lost(final RuntimeException failure) {
    if (epoch != null) {
      epoch.lost();
    }
    if (failures == 0) {
      LOGGER.warn("no news from the gate: nothing is answered from memory", failure);
    }
    failures++;
    final long backoff = Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS << Math.min(failures, 6));
    pause(backoff / 2 + ThreadLocalRandom.current().nextLong(backoff / 2 + 1));
  }

  private void pause(final long ms) {
    try {
      if (closing.await(ms, TimeUnit.MILLISECONDS)) {
        LOGGER.debug("closed");
      }
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  /** False where the gate itself does not follow its journal. */
  private boolean takeNews() {
    final String number = String.format(Locale.ROOT, "%016x", epoch == null ? 0 : epoch.number());
    // What is said now was true when it was asked for, at the earliest.
    final long askedNs = System.nanoTime();
    final JsonNode news = gate.news(number, epoch == null ? 0 : epoch.position(), WAIT);
    final long position = news.path("position").asLong();
    if (epoch == null || news.path("broken").asBoolean()) {
      final long next = Long.parseUnsignedLong(news.path("epoch").asText("0"), 16);
      epoch = new Epoch(next, position, askedNs);
      cache.begin(epoch);
    }
    news.path("notices").forEach(this::take);
    if (!news.path("following").asBoolean()) {
      epoch.lost();
      return false;
    }
    epoch.followed(position, askedNs);
    return true;
  }

  private void take(final JsonNode notice) {
    final long position = notice.path("position").asLong();
    if (notice.path("agent_id").isTextual()) {
      epoch.changedKey(notice.path("agent_id").asText(), position);
    }
    if (notice.path("agent_index").isIntegralNumber()) {
      final long index = notice.path("agent_index").asLong();
      epoch.changedIndex(index, position);
      if (notice.path("standing").isTextual()) {
        cache.tell(index, standing(notice.path("standing").asText()));
      }
    }
    cache.changed();
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
  }

  /** Where agents are: at the gate, which is left alone for a moment after it could not answer. */
  private static final class Source implements LookupSource {
    private volatile long lastAnswerNs = System.nanoTime();
    private volatile long downUntilNs = System.nanoTime();

    void answered() {
      lastAnswerNs = System.nanoTime();
      downUntilNs = lastAnswerNs;
    }

    void failed() {
      downUntilNs = System.nanoTime() + DOWN_FOR.toNanos();
    }

    @Override
    public boolean isDown() {
      return downUntilNs - System.nanoTime() > 0;
    }

    @Override
    public long lastAnswerNs() {
      return lastAnswerNs;
    }
  }
}
