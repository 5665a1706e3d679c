package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditSource;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.MetadataFormat;
import io.tollgate.audit.proof.RecordDraft;
import io.tollgate.audit.proof.VerificationReport;
import io.tollgate.secrets.SecretStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A log on a disk, of segments of 16 records and batches of 5, written by the real writer. */
final class LogFixture {
  static final int LEVEL = 4;
  static final long START_NS = 1_700_000_000_000_000_000L;
  static final long STEP_NS = 1_000_000_000L;
  private static final byte[] CHECKED = ascii("gate.checked");
  private static final byte[] CHECK = ascii("check");

  final Path directory;
  final SigningKeys keys;
  AuditLog log;
  private final RecordDraft draft = new RecordDraft();
  private long position;

  LogFixture(final Path root) {
    this(root, Set.of());
  }

  LogFixture(final Path root, final Set<String> signedEventTypes) {
    directory = root.resolve("ledger");
    keys = SigningKeys.in(SecretStore.open(secrets(root)));
    this.signedEventTypes = signedEventTypes;
    open();
  }

  private final Set<String> signedEventTypes;

  private static Path secrets(final Path root) {
    try {
      return Files.createDirectories(root.resolve("secrets"));
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void open() {
    log =
        AuditLog.open(
            directory, "ledger", new LogSettings(LEVEL, 5, signedEventTypes), keys, START_NS);
    position = log.journalPosition();
  }

  void reopen() {
    log.close();
    open();
  }

  LogFixture append(final int count) {
    for (int i = 0; i < count; i++) {
      position++;
      final byte[] metadata = ascii("{\"position\":" + position + "}");
      draft
          .begin(AuditSource.GATE, CHECKED, CHECK, position, timeNs())
          .agent(ascii("0123456789abcdef0123456789abcdef"), 0)
          .resource(ascii("permission/17"), 13)
          .metadata(MetadataFormat.JSON, metadata, metadata.length);
      log.append(draft, Checkpoint.NO_JOURNAL_CRC);
      if (log.isBatchFull()) {
        flush();
      }
    }
    flush();
    return this;
  }

  long timeNs() {
    return START_NS + position * STEP_NS;
  }

  Instant now() {
    return Instant.ofEpochSecond(0, timeNs());
  }

  void flush() {
    log.flush(timeNs(), position, Checkpoint.NO_JOURNAL_CRC);
  }

  LogFixture rotate() {
    log.changeKey(keys.beginChange(), timeNs());
    keys.endChange();
    return this;
  }

  VerificationReport verify(final byte[]... known) {
    return LogVerifier.verify(directory, List.of(), List.of(known));
  }

  byte[] head() throws IOException {
    return Files.readAllBytes(directory.resolve("head"));
  }

  byte[] bundle(final long first, final long end) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      LogReader.open(directory).export(first, end, out);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  Path segment(final long first) {
    return SegmentFormat.path(directory, first);
  }

  void copyTo(final Path target) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(directory)) {
      for (final Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
