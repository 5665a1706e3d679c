package io.tollgate.bench.micro;

import io.tollgate.journal.JournalAppender;
import io.tollgate.journal.JournalBatch;
import io.tollgate.journal.JournalContext;
import io.tollgate.journal.SyncPolicy;
import io.tollgate.sbe.journal.CheckedEncoder;
import io.tollgate.sbe.journal.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One batch into the journal: its records, the checksum, one Chronicle document. Never forced to
 * the disk. A fixed number of appends, because each stays in the file: by time, a fast machine
 * would fill it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JournalAppendBenchmark {
  /** Names the system property with the directory to work in. */
  static final String DIRECTORY = "tollgate.bench.scratch";

  /** Appends of an iteration. */
  static final int APPENDS = 100_000;

  private static final int BATCH_BYTES = 64 * 1024;
  private static final long TIME_NS = 1_800_000_000_000_000_000L;

  /** Records of a batch. */
  @Param({"1", "16"})
  public int records;

  private final JournalBatch batch = new JournalBatch(BATCH_BYTES);
  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final CheckedEncoder checked = new CheckedEncoder();
  private Path directory;
  private JournalAppender appender;

  /** Begins an empty journal. */
  @Setup(Level.Iteration)
  public void open() throws IOException {
    directory = Files.createTempDirectory(Path.of(System.getProperty(DIRECTORY)), "journal");
    appender =
        JournalAppender.open(new JournalContext().directory(directory).syncPolicy(SyncPolicy.NONE));
  }

  /** Deletes it. */
  @TearDown(Level.Iteration)
  public void close() throws IOException {
    appender.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One batch. */
  @Benchmark
  public void append() {
    batch.begin(appender.lastBatchSequence() + 1, appender.lastPosition() + 1, TIME_NS);
    for (int i = 0; i < records; i++) {
      checked.wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header);
      batch.endFrame(MessageHeaderEncoder.ENCODED_LENGTH + checked.encodedLength());
    }
    appender.append(batch);
  }
}
