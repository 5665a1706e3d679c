package io.tollgate.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.audit.proof.VerificationReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.Period;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The oldest segments go while a verifier, which knows of them, is on its way to them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class PrunedWhileVerifiedTest {
  private static final int RECORDS = 40;

  @TempDir private Path root;
  private LogFixture fixture;

  @BeforeEach
  void writeALog() {
    fixture = new LogFixture(root).append(RECORDS);
  }

  @Test
  void shouldVerifyWhatIsLeftWhereTheLogIsPrunedMeanwhile() throws Exception {
    final VerificationReport report = verifyWhile(this::prune);

    assertThat(report.finding()).isEmpty();
    assertThat(report.first()).isEqualTo(32);
    assertThat(report.isIntact()).isTrue();
  }

  @Test
  void shouldSayThatASegmentIsGoneWhereNoPruningSaysSo() throws Exception {
    final VerificationReport report = verifyWhile(() -> Files.delete(fixture.segment(0)));

    assertThat(report.finding()).isPresent();
    assertThat(report.isIntact()).isFalse();
  }

  private interface Meanwhile {
    void happens() throws IOException;
  }

  private void prune() {
    final Instant dayAfter =
        Instant.ofEpochSecond(0, LogFixture.START_NS + RECORDS * LogFixture.STEP_NS)
            .plus(Period.ofDays(1));
    assertThat(
            new Pruning(fixture.log, Period.ofDays(1), new LegalHolds(fixture.log)).run(dayAfter))
        .isEqualTo(32);
  }

  /**
   * The verifier lists the segments, and then reads the index. That is a pipe here, at which it
   * waits until something has happened.
   */
  private VerificationReport verifyWhile(final Meanwhile meanwhile) throws Exception {
    final Path index = fixture.directory.resolve("index");
    final Path kept = root.resolve("index");
    Files.move(index, kept);
    assertThat(new ProcessBuilder("mkfifo", index.toString()).start().waitFor()).isZero();

    final CompletableFuture<VerificationReport> report =
        CompletableFuture.supplyAsync(fixture::verify);
    try (OutputStream pipe = Files.newOutputStream(index, StandardOpenOption.WRITE)) {
      final byte[] bytes = Files.readAllBytes(kept);
      Files.move(kept, index, StandardCopyOption.REPLACE_EXISTING);
      meanwhile.happens();
      pipe.write(bytes);
    }
    return report.get();
  }
}
