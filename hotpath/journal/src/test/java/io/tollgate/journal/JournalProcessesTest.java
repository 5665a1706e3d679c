package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.journal.JournalException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalProcessesTest {
  private final JournalFixture fixture = new JournalFixture();

  @AfterEach
  void removeFiles() {
    fixture.close();
  }

  @Test
  void shouldNotBeAppendedToByAnotherProcess() throws Exception {
    final Path output = fixture.directory().resolveSibling("output");
    final Path note = fixture.directory().resolveSibling("note");
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      assertThatThrownBy(() -> JournalAppender.open(fixture.context()))
          .extracting("kind")
          .isEqualTo(Kind.LOCKED);
      final Process child =
          ChildProcess.start(
              KilledAppender.class, output, fixture.directory().toString(), note.toString(), "1");
      try {
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).contains("is open for appending already");
      } finally {
        child.destroyForcibly();
      }
      assertThat(appender.lastPosition()).isZero();
    }
  }

  @Test
  void shouldBeFollowedByAReaderInAnotherProcess() throws Exception {
    final Path output = fixture.directory().resolveSibling("output");
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 1));
      final Process child =
          ChildProcess.start(
              FollowingReader.class,
              output,
              fixture.directory().toString(),
              Integer.toString(20_001));
      try {
        int batches = 0;
        while (appender.lastPosition() < 20_001) {
          appender.append(
              fixture.nextBatch(
                  appender, JournalFixture.START_NS + batches * JournalFixture.HOUR_NS / 400, 10));
          batches++;
        }
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(output)).isZero();
      } finally {
        child.destroyForcibly();
      }
    }
  }
}
