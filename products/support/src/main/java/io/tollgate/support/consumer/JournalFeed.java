package io.tollgate.support.consumer;

import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalReader;
import io.tollgate.support.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * Tells a {@link JournalWatcher} every record of the journal as soon as it is there, on a thread of
 * its own and without writing anything. It begins where a product's read model is, so that whatever
 * is read from there afterwards is no older. From then on it needs no database. Where the journal
 * cannot be read it goes on where it was, and begins anew where that is not possible.
 *
 * <p>Thread rules: start and close by the owner.
 */
public final class JournalFeed implements AutoCloseable {
  private static final int MAX_RECORDS = 4_096;
  private static final Duration IDLE_PAUSE = Duration.ofMillis(2);
  private static final Duration MIN_BACKOFF = Duration.ofMillis(50);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(1);

  /** A record that is no older than this is as new as there is, however many follow. */
  private static final long NEWEST_NS = Duration.ofMillis(100).toNanos();

  private final JournalFollower follower;

  /**
   * A feed that does not run yet.
   *
   * @param schema of the product whose read model it begins at.
   * @param clock beside the engine's.
   */
  public JournalFeed(
      final String schema,
      final Path journal,
      final Database database,
      final JournalWatcher watcher,
      final InstantSource clock) {
    follower =
        new JournalFollower(
            new ConsumerSettings(
                schema + "-feed",
                journal,
                ConsumerSettings.statusesBeside(journal),
                MAX_RECORDS,
                IDLE_PAUSE,
                MIN_BACKOFF,
                MAX_BACKOFF),
            new WatchedStore(schema, database, watcher, clock));
  }

  /** Begins to read. */
  public void start() {
    follower.start();
  }

  @Override
  public void close() {
    follower.close();
  }

  private ConsumerState state() {
    return follower.status().state();
  }

  /** Keeps nothing but how far the watcher was told. */
  private final class WatchedStore implements FollowerStore {
    private final String schema;
    private final Database database;
    private final JournalWatcher watcher;
    private final InstantSource clock;
    private JournalMark told;

    WatchedStore(
        final String schema,
        final Database database,
        final JournalWatcher watcher,
        final InstantSource clock) {
      this.schema = schema;
      this.database = database;
      this.watcher = watcher;
      this.clock = clock;
    }

    @Override
    public List<JournalMark> resume() {
      final ConsumerState before = state();
      final boolean isAnotherJournal =
          before == ConsumerState.JOURNAL_BEHIND || before == ConsumerState.JOURNAL_PRUNED;
      if (told == null || isAnotherJournal) {
        told = database.inTransaction(handle -> StoredMark.read(handle, schema));
        watcher.onBegin(told.position());
      }
      return List.of(told);
    }

    @Override
    public void stage(
        final long position,
        final long timeNs,
        final long recordCrc,
        final DirectBuffer buffer,
        final int offset,
        final int length) {
      watcher.onRecord(position, timeNs, buffer, offset, length);
    }

    @Override
    public long keep(final JournalMark reached) {
      if (state() == ConsumerState.RUNNING) {
        final boolean isIdle = reached.position() == told.position();
        told = reached;
        watcher.onFollowed(reached.position(), isIdle || isNewest(reached.timeNs()));
      } else {
        watcher.onLost();
      }
      return told.position();
    }

    private boolean isNewest(final long timeNs) {
      return TimeUnit.MILLISECONDS.toNanos(clock.millis()) - timeNs <= NEWEST_NS;
    }

    @Override
    public void onRemoved(final long firstThere, final JournalException cause) {
      throw cause;
    }

    /** Begins anew at the next {@link #resume}. */
    @Override
    public Optional<List<JournalMark>> onBehind(final JournalReader journal) {
      return Optional.empty();
    }

    @Override
    public String remedy() {
      return "What was kept in memory is forgotten";
    }

    @Override
    public void abandon() {
      watcher.onLost();
    }

    @Override
    public void close() {
      watcher.onLost();
    }
  }
}
