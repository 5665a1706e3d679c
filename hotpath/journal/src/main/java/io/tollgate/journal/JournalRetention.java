package io.tollgate.journal;

import io.tollgate.journal.JournalException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import net.openhft.chronicle.queue.util.FileUtil;

/**
 * Removes whole roll files from the journal's beginning, once every registered consumer has passed
 * them, they are old enough, and no process that can be seen has them open. With no consumer
 * registered it removes nothing. Whoever may want to rebuild something from the journal registers
 * as a consumer too: what is removed cannot be replayed.
 *
 * <p>For any thread but the engine's; the appender stays in use meanwhile.
 */
public final class JournalRetention {
  private final Path directory;
  private final JournalAppender appender;
  private final long minAgeNs;
  private final Map<String, LongSupplier> consumers = new ConcurrentHashMap<>();

  /**
   * @param directory of the journal
   * @param appender of the same journal
   * @param minAgeNs a file is kept at least so long after its last batch, nanoseconds, measured
   *     against the journal's newest batch
   */
  public JournalRetention(
      final Path directory, final JournalAppender appender, final long minAgeNs) {
    if (minAgeNs < 0) {
      throw new IllegalArgumentException("minAgeNs must not be negative, and is " + minAgeNs);
    }
    this.directory = directory;
    this.appender = appender;
    this.minAgeNs = minAgeNs;
  }

  /**
   * Keeps what a consumer still needs.
   *
   * @param name of the consumer
   * @param storedPosition the last position it will never ask for again, by its own store; asked on
   *     every run
   * @throws IllegalStateException where the name is registered already
   */
  public void register(final String name, final LongSupplier storedPosition) {
    if (consumers.putIfAbsent(name, storedPosition) != null) {
      throw new IllegalStateException("consumer " + name + " is registered already");
    }
  }

  /** No longer keeps anything for a consumer. */
  public void deregister(final String name) {
    consumers.remove(name);
  }

  /**
   * Removes what may be removed, oldest first.
   *
   * @return names of the files removed
   * @throws JournalException UNAVAILABLE where a file cannot be removed, CORRUPT where one cannot
   *     be read; the journal is sound either way
   */
  public synchronized List<String> run() {
    final List<String> removed = new ArrayList<>();
    if (consumers.isEmpty()) {
      return removed;
    }
    final long passed =
        consumers.values().stream().mapToLong(LongSupplier::getAsLong).min().orElse(0);
    try {
      remove(directory.toRealPath(), passed, removed);
    } catch (final DamageException e) {
      throw e.toJournalException();
    } catch (final IOException e) {
      throw new JournalException(Kind.UNAVAILABLE, "a roll file cannot be removed", e);
    } finally {
      if (!removed.isEmpty()) {
        appender.refreshFiles();
      }
    }
    return removed;
  }

  private void remove(final Path realDirectory, final long passed, final List<String> removed)
      throws IOException {
    final List<Path> files = JournalFiles.rollFiles(realDirectory);
    final Set<Path> closed =
        FileUtil.removableRollFileCandidates(realDirectory.toFile())
            .map(File::toPath)
            .collect(Collectors.toSet());
    final BatchView view = new BatchView();
    final ByteBuffer window = RollFile.newWindow();
    final long keepFromNs = newestTimeNs(files, window, view) - minAgeNs;
    // The newest file stays: the next batch goes into it.
    for (final Path path : files.subList(0, Math.max(0, files.size() - 1))) {
      if (!closed.contains(path) || !isPassed(path, window, view, passed, keepFromNs)) {
        return;
      }
      new PrunedMark(view.batchSequence(), view.lastPosition(), view.timeNs()).write(directory);
      Files.delete(path);
      removed.add(path.getFileName().toString());
    }
  }

  private static long newestTimeNs(
      final List<Path> files, final ByteBuffer window, final BatchView view) {
    for (int i = files.size() - 1; i >= 0; i--) {
      if (lastBatch(files.get(i), window, view)) {
        return view.timeNs();
      }
    }
    return 0;
  }

  private static boolean isPassed(
      final Path path,
      final ByteBuffer window,
      final BatchView view,
      final long passed,
      final long keepFromNs) {
    return lastBatch(path, window, view)
        && view.lastPosition() <= passed
        && view.timeNs() <= keepFromNs;
  }

  /** Reads a file's last batch into the view; false where it has none. */
  private static boolean lastBatch(final Path path, final ByteBuffer window, final BatchView view) {
    try (RollFile file = RollFile.open(path, window)) {
      if (!file.isReady()) {
        return false;
      }
      file.moveTo(file.notedOffset());
      boolean isFound = false;
      while (file.next(view) == RollFile.Step.BATCH) {
        final String defect = view.defect();
        if (defect != null) {
          throw file.corrupt(file.batchOffset(), defect);
        }
        isFound = true;
      }
      return isFound;
    }
  }
}
