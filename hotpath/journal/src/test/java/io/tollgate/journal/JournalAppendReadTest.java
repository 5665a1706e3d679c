package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.journal.JournalException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalAppendReadTest {
  private final JournalFixture fixture = new JournalFixture();

  @AfterEach
  void removeFiles() {
    fixture.close();
  }

  @Test
  void shouldReadBackWhatWasAppended() {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      fixture.appendHours(appender, 1, 10);
      try (JournalReader reader = JournalReader.open(fixture.directory())) {
        final List<Long> counts = new ArrayList<>();
        final RecordHandler handler =
            (position, timeNs, buffer, offset, length) -> {
              assertThat(TestRecords.countOf(buffer, offset)).isEqualTo(position);
              assertThat(length).isEqualTo(TestRecords.CHECKED_LENGTH);
              counts.add(position);
            };
        boolean isMore = true;
        while (isMore) {
          isMore = reader.poll(handler);
        }
        assertThat(counts).containsExactlyElementsOf(upTo(appender.lastPosition()));
        assertThat(reader.position()).isEqualTo(appender.lastPosition());
        assertThat(reader.batchSequence()).isEqualTo(appender.lastBatchSequence());
      }
    }
  }

  @Test
  void shouldSeeWhatIsAppendedWhileItTails() {
    try (JournalAppender appender = JournalAppender.open(fixture.context());
        JournalReader reader = JournalReader.open(fixture.directory())) {
      assertThat(JournalFixture.readAll(reader)).isEmpty();
      for (int hour = 0; hour < 4; hour++) {
        final long before = appender.lastPosition();
        appender.append(
            fixture.nextBatch(
                appender, JournalFixture.START_NS + hour * JournalFixture.HOUR_NS, 3));
        assertThat(JournalFixture.readAll(reader))
            .containsExactly(before + 1, before + 2, before + 3);
      }
    }
  }

  @Test
  void shouldLeaveNoTraceWhenItPrepares() throws IOException {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 3));
      final Path file = JournalFiles.rollFiles(fixture.directory()).get(0);
      final byte[] before = Files.readAllBytes(file);
      appender.prepare();
      appender.prepare();
      // The journal's own thread may make the file longer meanwhile, by zeros.
      final byte[] after = Files.readAllBytes(file);
      assertThat(Arrays.mismatch(after, Arrays.copyOf(before, after.length))).isEqualTo(-1);
      appender.append(
          fixture.nextBatch(appender, JournalFixture.START_NS + JournalFixture.HOUR_NS, 2));
      appender.prepare();
      try (JournalReader reader = JournalReader.open(fixture.directory())) {
        assertThat(JournalFixture.readAll(reader)).containsExactlyElementsOf(upTo(5));
      }
    }
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      assertThat(appender.lastPosition()).isEqualTo(5);
    }
  }

  @Test
  void shouldGoOnAfterReopening() {
    for (int i = 0; i < 5; i++) {
      try (JournalAppender appender = JournalAppender.open(fixture.context())) {
        assertThat(appender.lastBatchSequence()).isEqualTo(i);
        assertThat(appender.lastPosition()).isEqualTo(2L * i);
        appender.append(fixture.nextBatch(appender, JournalFixture.START_NS + i, 2));
        assertThat(appender.lastTimeNs()).isEqualTo(JournalFixture.START_NS + i);
      }
    }
    try (JournalReader reader = JournalReader.open(fixture.directory())) {
      assertThat(JournalFixture.readAll(reader)).containsExactlyElementsOf(upTo(10));
    }
  }

  @Test
  void shouldRollByTheTimeOfTheBatch() {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      fixture.appendHours(appender, 3, 5);
    }
    assertThat(JournalFiles.rollFiles(fixture.directory()))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("20260921-14F.cq4", "20260921-15F.cq4", "20260921-16F.cq4");
    try (JournalReader reader = JournalReader.open(fixture.directory())) {
      assertThat(JournalFixture.readAll(reader)).containsExactlyElementsOf(upTo(3 * 9));
    }
  }

  @Test
  void shouldMoveToEveryPosition() {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      fixture.appendHours(appender, 4, 50);
      final long last = appender.lastPosition();
      try (JournalReader reader = JournalReader.open(fixture.directory())) {
        for (long position = last + 1; position >= 1; position--) {
          reader.moveTo(position);
          assertThat(reader.position()).isEqualTo(position - 1);
          assertThat(firstRead(reader)).isEqualTo(position > last ? -1 : position);
        }
        assertThatThrownBy(() -> reader.moveTo(last + 2))
            .extracting("kind")
            .isEqualTo(Kind.BEYOND_END);
      }
    }
  }

  private static long firstRead(final JournalReader reader) {
    final long[] first = {-1};
    reader.poll(
        (position, timeNs, buffer, offset, length) ->
            first[0] = first[0] < 0 ? position : first[0]);
    return first[0];
  }

  @Test
  void shouldDeliverTheRecordOnWhichTheHandlerThrewAgain() {
    try (JournalAppender appender = JournalAppender.open(fixture.context());
        JournalReader reader = JournalReader.open(fixture.directory())) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 5));
      assertThatThrownBy(
              () ->
                  reader.poll(
                      (position, timeNs, buffer, offset, length) -> {
                        if (position == 3) {
                          throw new IllegalStateException("no");
                        }
                      }))
          .hasMessage("no");
      assertThat(reader.position()).isEqualTo(2);
      assertThat(JournalFixture.readAll(reader)).containsExactly(3L, 4L, 5L);
    }
  }

  @Test
  void shouldRefuseASecondAppender() {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      assertThat(appender.lastPosition()).isZero();
      assertThatThrownBy(() -> JournalAppender.open(fixture.context()))
          .isInstanceOf(JournalException.class)
          .extracting("kind")
          .isEqualTo(Kind.LOCKED);
    }
  }

  @Test
  void shouldRefuseBatchesOutOfOrderAndStayAsItWas() {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      appender.append(fixture.nextBatch(appender, JournalFixture.START_NS, 2));
      final JournalBatch batch = new JournalBatch(1024);
      final TestRecords records = new TestRecords();
      final long[][] wrong = {{1, 3, 0}, {3, 3, 0}, {2, 2, 0}, {2, 4, 0}, {2, 3, -1}};
      for (final long[] begin : wrong) {
        batch.begin(begin[0], begin[1], JournalFixture.START_NS + begin[2]);
        records.addChecked(batch);
        assertThatThrownBy(() -> appender.append(batch)).extracting("kind").isEqualTo(Kind.REFUSED);
      }
      batch.begin(2, 3, JournalFixture.START_NS);
      assertThatThrownBy(() -> appender.append(batch)).extracting("kind").isEqualTo(Kind.REFUSED);
      records.addChecked(batch);
      appender.append(batch);
      assertThat(appender.lastPosition()).isEqualTo(3);
    }
    try (JournalReader reader = JournalReader.open(fixture.directory())) {
      assertThat(JournalFixture.readAll(reader)).containsExactlyElementsOf(upTo(3));
    }
  }

  @Test
  void shouldKeepItsFilesFromOtherUsers() throws Exception {
    try (JournalAppender appender = JournalAppender.open(fixture.context())) {
      fixture.appendHours(appender, 2, 1);
    }
    assertThat(Files.getPosixFilePermissions(fixture.directory()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    try (var files = Files.list(fixture.directory())) {
      for (final Path file : files.toList()) {
        assertThat(Files.getPosixFilePermissions(file))
            .as(file.toString())
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @Test
  void shouldSayThatThereIsNoJournal() {
    assertThatThrownBy(() -> JournalReader.open(fixture.directory()))
        .extracting("kind")
        .isEqualTo(Kind.MISSING);
  }

  private static List<Long> upTo(final long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
