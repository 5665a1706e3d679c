package io.tollgate.audit.service;

import io.tollgate.audit.AuditFilter;
import io.tollgate.audit.AuditRecords;
import io.tollgate.audit.FoundRecord;
import io.tollgate.audit.LogConsistency;
import io.tollgate.audit.LogView;
import io.tollgate.audit.NewRecords;
import io.tollgate.audit.PersonalField;
import io.tollgate.audit.ProvenAuditRecord;
import io.tollgate.audit.index.IndexedLog;
import io.tollgate.audit.index.MetadataText;
import io.tollgate.audit.log.AuditLogException;
import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.SealedField;
import io.tollgate.audit.proof.TreeHasher;
import io.tollgate.audit.recorder.SubjectKeys;
import io.tollgate.audit.store.SqlAuditSearch;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Searches in the index; proofs from the logs. */
final class LogAuditRecords implements AuditRecords {
  private static final int ACTOR = 1;

  private final SqlAuditSearch search;
  private final OpenedLogs logs;
  private final SubjectKeys subjects;

  LogAuditRecords(final SqlAuditSearch search, final OpenedLogs logs, final SubjectKeys subjects) {
    this.search = search;
    this.logs = logs;
    this.subjects = subjects;
  }

  @Override
  public Positioned<Page<FoundRecord>> search(
      final AuditFilter filter, final PageRequest page, final long atLeastPosition) {
    return search.search(filter, page, atLeastPosition);
  }

  @Override
  public NewRecords since(
      final AuditFilter filter, final Optional<String> cursor, final int limit) {
    return search.since(filter, cursor, limit);
  }

  @Override
  public List<LogView> logs() {
    final List<IndexedLog> indexed = search.indexed();
    final List<LogView> views = new ArrayList<>();
    for (final RetentionClass log : RetentionClass.values()) {
      final LogReader reader = logs.open(log);
      views.add(
          new LogView(
              log,
              reader.first(),
              reader.checkpoint(),
              noteOf(reader),
              reader.key().toString(),
              indexed.stream().filter(it -> it.log() == log).findFirst()));
    }
    return views;
  }

  @Override
  public ProvenAuditRecord record(final RetentionClass log, final long sequence) {
    final LogReader reader = logs.open(log);
    try {
      final AuditRecord record = reader.record(sequence);
      final byte[] hash = new byte[TreeHasher.HASH_LENGTH];
      record.hash(new TreeHasher(), hash);
      return new ProvenAuditRecord(
          log,
          record,
          HexFormat.of().formatHex(hash),
          new MetadataText().of(record),
          record.sealedFields().stream().map(field -> opened(record, field)).toList(),
          noteOf(reader),
          reader.key().toString(),
          hex(reader.inclusionProof(sequence)));
    } catch (final AuditLogException | UncheckedIOException e) {
      throw OpenedLogs.unavailable(log, e);
    }
  }

  private PersonalField opened(final AuditRecord record, final SealedField field) {
    return new PersonalField(
        field.code() == ACTOR ? "actor" : "payload",
        HexFormat.of().formatHex(field.keyId()),
        subjects.open(field, record.position()).map(LogAuditRecords::text));
  }

  private static String text(final byte[] plain) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain)).toString();
    } catch (final CharacterCodingException e) {
      return HexFormat.of().formatHex(plain);
    }
  }

  @Override
  public LogConsistency consistency(
      final RetentionClass log, final long from, final Optional<Long> to) {
    final LogReader reader = logs.open(log);
    final long size = to.orElse(reader.checkpoint().size());
    try {
      return new LogConsistency(
          log,
          from,
          size,
          hex(reader.consistencyProof(from, size)),
          noteOf(reader),
          reader.key().toString());
    } catch (final AuditLogException | UncheckedIOException e) {
      throw OpenedLogs.unavailable(log, e);
    }
  }

  private static String noteOf(final LogReader reader) {
    return new String(reader.checkpointNote(), StandardCharsets.UTF_8);
  }

  private static List<String> hex(final List<byte[]> hashes) {
    return hashes.stream().map(HexFormat.of()::formatHex).toList();
  }
}
