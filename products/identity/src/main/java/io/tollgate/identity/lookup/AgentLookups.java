package io.tollgate.identity.lookup;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.Owner;
import io.tollgate.identity.store.AgentKeyTable;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.lookup.Loaded;
import io.tollgate.lookup.Loader;
import io.tollgate.lookup.Looked;
import io.tollgate.lookup.LookupCache;
import io.tollgate.lookup.LookupCounts;
import io.tollgate.lookup.LookupLimits;
import io.tollgate.lookup.LookupRefusedException;
import io.tollgate.lookup.LookupSource;
import io.tollgate.lookup.LookupTraits;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import io.tollgate.support.consumer.JournalFeed;
import io.tollgate.support.consumer.ReadModel;
import io.tollgate.support.database.Database;
import io.tollgate.support.database.DatabaseWatch;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.UnavailableException;
import io.tollgate.support.error.UnseenWriteException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/**
 * Looks agents and their keys up: from memory while the journal says that nothing changed, else in
 * the tables. While the database does not answer, from memory for ten minutes, with the age said,
 * and nothing of an agent that changed, is suspended or is revoked.
 *
 * <p>Thread rules: start and close by the owner; all else by anyone.
 */
public final class AgentLookups implements AutoCloseable {
  private static final int AGENT_BYTES = 1_200;
  private static final int KEY_BYTES = 900;

  /** Of the memory, keys get this part. */
  private static final int KEYS_PART = 4;

  private final ReadModel readModel;
  private final DatabaseWatch watch;
  private final JournalFeed feed;
  private final NewsRing news = new NewsRing();
  private final LookupCache<AgentId, Agent> agents;
  private final LookupCache<AgentId, AgentKeys> keys;
  private final AgentTable agentTable = new AgentTable();
  private final AgentKeyTable keyTable = new AgentKeyTable();

  /**
   * Look-ups that do not follow the journal yet.
   *
   * @param schema of identity.
   * @param nanoTime as {@link System#nanoTime}.
   */
  public AgentLookups(
      final Database database,
      final ReadModel readModel,
      final String schema,
      final Path journal,
      final long maxBytes,
      final LongSupplier nanoTime) {
    this.readModel = readModel;
    watch = new DatabaseWatch(database, nanoTime);
    final LookupSource source = new Watched(watch);
    keys =
        new LookupCache<>(
            LookupLimits.ofBytes(maxBytes / KEYS_PART),
            new LookupTraits<>(
                value -> value.agent().agentIndex(),
                value -> AgentFollower.standing(value.agent().trust()),
                value -> AGENT_BYTES + KEY_BYTES * value.keys().size()),
            source,
            nanoTime);
    agents =
        new LookupCache<>(
            LookupLimits.ofBytes(maxBytes - maxBytes / KEYS_PART),
            new LookupTraits<>(
                Agent::agentIndex,
                value -> AgentFollower.standing(value.trust()),
                AgentLookups::bytes),
            source,
            nanoTime);
    final List<FollowedCache<?>> followed =
        List.of(
            new FollowedCache<>(agents, Agent::activeAt),
            new FollowedCache<>(keys, (value, time) -> value));
    feed =
        new JournalFeed(
            schema,
            journal,
            database,
            new AgentFollower(followed, news, nanoTime, new SecureRandom()),
            InstantSource.system());
  }

  private record Watched(DatabaseWatch watch) implements LookupSource {
    @Override
    public boolean isDown() {
      return watch.isDown();
    }

    @Override
    public long lastAnswerNs() {
      return watch.lastAnswerNs();
    }
  }

  private static int bytes(final Agent agent) {
    return AGENT_BYTES
        + 2 * agent.name().length()
        + 2 * agent.profile().owner().map(Owner::text).orElse("").length()
        + agent.profile().metadata().entrySet().stream()
            .mapToInt(entry -> 100 + 2 * (entry.getKey().length() + entry.getValue().length()))
            .sum();
  }

  /** Begins to follow the journal; until then nothing is kept. */
  public void start() {
    watch.start();
    feed.start();
  }

  /**
   * One agent.
   *
   * @throws NotFoundException where there is none.
   * @throws UnavailableException with AGENT_SUSPENDED or AGENT_REVOKED where the database does not
   *     answer and that is why nothing is said; with UNAVAILABLE where nothing else can be said.
   */
  public Positioned<Agent> agent(final AgentId agentId, final long atLeastPosition) {
    return found(
        agentId,
        look(agents, agentId, atLeastPosition, handle -> agentTable.find(handle, agentId)));
  }

  /** An agent's keys; throws as {@link #agent}. */
  public Positioned<AgentKeys> keys(final AgentId agentId, final long atLeastPosition) {
    return found(
        agentId,
        look(
            keys,
            agentId,
            atLeastPosition,
            handle ->
                agentTable
                    .find(handle, agentId)
                    .map(agent -> new AgentKeys(agent, keyTable.keys(handle, agentId)))));
  }

  private <V> Looked<V> look(
      final LookupCache<AgentId, V> cache,
      final AgentId agentId,
      final long atLeastPosition,
      final Function<Handle, Optional<V>> query) {
    final Loader<AgentId, V> loader =
        (id, position) ->
            watch.learning(
                () -> {
                  final Positioned<Optional<V>> read = readModel.read(position, query);
                  return new Loaded<>(read.value(), read.position());
                });
    try {
      return cache.get(agentId, atLeastPosition, loader);
    } catch (final LookupRefusedException refused) {
      throw new UnavailableException(reason(refused.why()), refused.getMessage(), refused);
    }
  }

  private static Reason reason(final LookupRefusedException.Cause cause) {
    return switch (cause) {
      case SUSPENDED -> Reason.AGENT_SUSPENDED;
      case REVOKED -> Reason.AGENT_REVOKED;
      default -> Reason.UNAVAILABLE;
    };
  }

  private static <V> Positioned<V> found(final AgentId agentId, final Looked<V> looked) {
    return new Positioned<>(
        looked.value().orElseThrow(() -> new NotFoundException("agent", agentId)),
        looked.position(),
        looked
            .staleness()
            .map(
                stale ->
                    new Positioned.Staleness(
                        Duration.ofNanos(stale.ageNs()), Duration.ofNanos(stale.staleNs()))));
  }

  /** The newest changes of agents, for those who keep what they read here. */
  public NewsRing news() {
    return news;
  }

  /**
   * Nothing, unless the database is known not to answer.
   *
   * @throws UnseenWriteException with the position of what was written, where it is.
   */
  public void requireSeen(final long position) {
    if (watch.isDown()) {
      throw new UnseenWriteException(
          position, new UnavailableException(Reason.UNAVAILABLE, "the database does not answer"));
    }
  }

  /** What the cache of agents has done. */
  public LookupCounts agentCounts() {
    return agents.counts();
  }

  /** What the cache of keys has done. */
  public LookupCounts keyCounts() {
    return keys.counts();
  }

  @Override
  public void close() {
    feed.close();
    watch.close();
  }
}
