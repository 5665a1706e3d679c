package io.tollgate.audit.log;

import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.AuditSource;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.CompactRange;
import io.tollgate.audit.proof.KeyEpoch;
import io.tollgate.audit.proof.KeyTimeline;
import io.tollgate.audit.proof.LogOrigin;
import io.tollgate.audit.proof.MetadataFormat;
import io.tollgate.audit.proof.RecordDraft;
import io.tollgate.audit.proof.RecordIds;
import io.tollgate.audit.proof.RecordLayout;
import io.tollgate.audit.proof.TreeHasher;
import io.tollgate.audit.proof.VerifierKey;
import io.tollgate.crypto.Ed25519KeyPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One append-only log. Records are gathered, then {@link #flush} signs the tree over all of them,
 * writes them and waits for the disk: what a checkpoint was given out over is durable. Whatever
 * fails leaves the log unusable, and it has to be opened anew: what was not flushed is gone then,
 * and comes again from the journal.
 *
 * <p>Appending allocates nothing; flushing does, once a batch. For one thread.
 */
public final class AuditLog implements AutoCloseable {
  private static final byte[] KEY_EPOCH = ascii(KeyEpoch.EVENT_TYPE);
  private static final byte[] BEGIN = ascii("begin");
  private static final long NS_PER_MS = 1_000_000;

  private final String name;
  private final LogFiles files;
  private final LogSettings settings;
  private final TreeHasher hasher = new TreeHasher();
  private final RecordIds ids = new RecordIds();
  private final RecordDraft draft = new RecordDraft();
  private final BatchBuffer batch = new BatchBuffer();
  private final byte[] previous;
  private final KeyTimeline keys;
  private final SegmentIndex index;
  private final LogTree tree;
  private final SegmentTimes times;
  private final SignedTypes signedTypes;
  private final Admissions admissions;
  private SegmentWriter segment;
  private final LogSigner signer;
  private long journalPosition;
  private long journalCrc = Checkpoint.NO_JOURNAL_CRC;
  private long durableSize;
  private boolean isEpochPending;
  private boolean isBroken;

  private AuditLog(
      final String name,
      final LogFiles files,
      final LogSettings settings,
      final SigningKeys signing,
      final long nowNs)
      throws IOException {
    this.name = name;
    this.files = files;
    this.settings = settings;
    signedTypes = new SignedTypes(settings.signedEventTypes());
    final Optional<RecoveredLog> recovered =
        RecoveredLog.open(files, settings.segmentLevel(), name);
    if (recovered.isPresent()) {
      final RecoveredLog log = recovered.get();
      keys = log.keys();
      index = log.index();
      tree = log.tree();
      times = log.times();
      admissions = log.admissions();
      previous = log.lastLeaf();
      log.resume(ids);
      durableSize = log.size();
      log.reached().ifPresent(it -> reach(it.journalPosition(), it.journalCrc()));
      signer = new LogSigner(keys);
      signer.useInForce(signing, name);
      if (log.isSegmentFull()) {
        times.clear();
        segment = newSegment();
      } else {
        segment = log.resumeSegment();
      }
    } else {
      final Ed25519KeyPair first = signing.current();
      keys = new KeyTimeline(LogOrigin.of(first.publicKey(), name));
      signer = new LogSigner(keys);
      index = SegmentIndex.load(files.directory());
      tree = new LogTree(new CompactRange(), settings.segmentLevel());
      times = new SegmentTimes();
      admissions = Admissions.load(files.directory());
      previous = LogOrigin.genesis(keys.origin());
      for (final Path unfinished : files.segments()) {
        Files.delete(unfinished);
      }
      segment = newSegment();
      beginFirstEpoch(first, nowNs);
    }
    batch.begin(tree.size());
  }

  /**
   * Opens a log, or begins it.
   *
   * @param name of the log, the last part of its origin.
   * @param nowNs epoch nanoseconds UTC.
   * @throws AuditLogException where it cannot be read, or is not what was signed.
   */
  public static AuditLog open(
      final Path directory,
      final String name,
      final LogSettings settings,
      final SigningKeys signing,
      final long nowNs) {
    try {
      LogFiles.create(directory);
      return new AuditLog(name, new LogFiles(directory), settings, signing, nowNs);
    } catch (final IOException e) {
      throw new AuditLogException("the audit log in " + directory + " cannot be opened", e);
    }
  }

  /**
   * Appends a record; durable and signed only after {@link #flush}.
   *
   * @param crc of the journal record that it was made of, as {@link Checkpoint#journalCrc}.
   * @throws AuditLogException where a batch was full and could not be written.
   */
  public void append(final RecordDraft record, final long crc) {
    requireSound();
    final long timestampNs = record.timestampNs();
    final boolean isSigned = signedTypes.contains(record);
    final int length = record.encodedLength() + (isSigned ? RecordLayout.SIGNATURE_LENGTH : 0);
    if (!batch.hasRoom(length)) {
      flush(timestampNs, journalPosition, journalCrc);
    }
    if (batch.count() == 0) {
      batch.begin(tree.size());
    }
    times.add(timestampNs);
    final int at = batch.claim(length);
    ids.next(timestampNs / NS_PER_MS);
    int end = record.encode(batch.bytes(), at, tree.size(), ids, previous, isSigned);
    if (isSigned) {
      end = signer.sign(batch.bytes(), at, end);
    }
    hasher.leaf(batch.bytes(), at, length, previous, 0);
    tree.append(previous);
    batch.commit(end);
    reach(record.position(), crc);
    if (tree.room() == 0) {
      flush(timestampNs, journalPosition, journalCrc);
    }
  }

  private void reach(final long position, final long crc) {
    if (position > journalPosition) {
      journalPosition = position;
      journalCrc = crc;
    }
  }

  /** Whether as many records wait as belong under one signature. */
  public boolean isBatchFull() {
    return batch.count() >= settings.batchRecords();
  }

  /** Records that wait for their signature. */
  public int pending() {
    return batch.count();
  }

  /**
   * Signs the tree, writes the records that wait and forces them to the disk, then gives out the
   * checkpoint. With no record waiting only the checkpoint is new.
   *
   * @param nowNs epoch nanoseconds UTC.
   * @param position up to which the journal is in the log; one before the log's changes nothing.
   * @param crc of the journal record there, as {@link Checkpoint#journalCrc}.
   */
  public void flush(final long nowNs, final long position, final long crc) {
    requireSound();
    isBroken = true;
    try {
      reach(position, crc);
      final byte[] note = note(nowNs);
      if (batch.count() > 0) {
        segment.append(batch.seal(note));
        durableSize = tree.size();
        keepEpoch();
        batch.begin(durableSize);
      }
      files.head(note);
      if (tree.room() == 0) {
        roll();
      }
      isBroken = false;
    } catch (final IOException e) {
      throw new AuditLogException("the audit log " + name + " cannot be written", e);
    }
  }

  private byte[] note(final long nowNs) {
    return signer.note(
        new Checkpoint(
            keys.origin(), tree.size(), tree.root(), nowNs, journalPosition, journalCrc));
  }

  private void roll() throws IOException {
    segment.close();
    index.append(new SegmentIndex.Entry(tree.roll(), previous, times.firstNs(), times.lastNs()));
    times.clear();
    segment = newSegment();
  }

  private SegmentWriter newSegment() throws IOException {
    return SegmentWriter.create(
        files, SegmentFormat.header(settings.segmentLevel(), tree.size(), previous));
  }

  /** Begins another key's epoch; the checkpoint over its record is the old key's last. */
  void changeKey(final Ed25519KeyPair next, final long nowNs) {
    if (signer.isOf(next)) {
      return;
    }
    try {
      beginEpoch(next, signer.keyPair(), nowNs);
    } catch (final IOException e) {
      isBroken = true;
      throw new AuditLogException("the audit log " + name + " cannot be written", e);
    }
  }

  /** Whether nothing follows the record that began the newest key's time. */
  boolean endsWithEpoch() {
    final List<KeyEpoch> epochs = keys.epochs();
    return epochs.get(epochs.size() - 1).sequence() + 1 == tree.size();
  }

  private void beginFirstEpoch(final Ed25519KeyPair first, final long nowNs) throws IOException {
    try {
      beginEpoch(first, null, nowNs);
    } catch (final IOException | RuntimeException e) {
      segment.close();
      throw e;
    }
  }

  private void beginEpoch(final Ed25519KeyPair next, final Ed25519KeyPair before, final long nowNs)
      throws IOException {
    if (batch.count() > 0) {
      flush(nowNs, journalPosition, journalCrc);
    }
    final byte[] metadata =
        KeyEpoch.encode(keys.origin(), tree.size(), keys.epochs().size() + 1, next, before);
    draft
        .begin(AuditSource.AUDIT, KEY_EPOCH, BEGIN, 0, nowNs)
        .metadata(MetadataFormat.KEY_EPOCH, metadata, metadata.length);
    if (before == null) {
      signer.use(next);
    }
    isEpochPending = true;
    append(draft, Checkpoint.NO_JOURNAL_CRC);
    flush(nowNs, journalPosition, journalCrc);
    signer.use(next);
  }

  /** Once the record that begins an epoch is durable, it is kept where nothing is pruned. */
  private void keepEpoch() throws IOException {
    if (!isEpochPending) {
      return;
    }
    final int at = SegmentFormat.BATCH_HEADER_LENGTH + SegmentFormat.RECORD_HEADER_LENGTH;
    final byte[] epoch = Arrays.copyOfRange(batch.bytes(), at, at + draft.encodedLength());
    final AuditRecord record = new AuditRecord();
    record.wrap(epoch, 0, epoch.length);
    keys.add(record);
    files.keep(new KeptEpoch(epoch, List.of()));
    isEpochPending = false;
  }

  private void requireSound() {
    if (isBroken) {
      throw new AuditLogException("the audit log " + name + " has to be opened anew");
    }
  }

  /** Says something of the log itself, and makes it durable. */
  void tell(
      final String eventType,
      final String action,
      final String resource,
      final String json,
      final long nowNs) {
    final byte[] what = resource.getBytes(StandardCharsets.UTF_8);
    final byte[] metadata = json.getBytes(StandardCharsets.UTF_8);
    draft
        .begin(AuditSource.AUDIT, ascii(eventType), ascii(action), 0, nowNs)
        .resource(what, what.length)
        .metadata(MetadataFormat.JSON, metadata, metadata.length);
    append(draft, Checkpoint.NO_JOURNAL_CRC);
    flush(nowNs, journalPosition, journalCrc);
  }

  /**
   * Admits that journal records are gone which were never recorded here, durably and signed.
   *
   * @param first journal position that is missing.
   * @param last journal position that is missing.
   */
  public void admitGap(final long first, final long last, final long nowNs) {
    reach(last, Checkpoint.NO_JOURNAL_CRC);
    admit(Admission.Kind.GAP, first, last, nowNs);
  }

  /**
   * Admits that the journal lost what is recorded here, and goes back to what it still has.
   *
   * @param first journal position that was lost; all up to {@link #journalPosition} were.
   * @param crcBefore of the journal record before it, as {@link Checkpoint#journalCrc}.
   */
  public void admitLostTail(final long first, final long crcBefore, final long nowNs) {
    if (first < 1 || first > journalPosition) {
      throw new IllegalArgumentException(name + " ends before position " + first);
    }
    if (batch.count() > 0) {
      flush(nowNs, journalPosition, journalCrc);
    }
    final long last = journalPosition;
    // The checkpoint over the record that says so is the first that goes back.
    journalPosition = first - 1;
    journalCrc = crcBefore;
    admit(Admission.Kind.LOST_TAIL, first, last, nowNs);
  }

  private void admit(
      final Admission.Kind kind, final long first, final long last, final long nowNs) {
    final long sequence = tree.size();
    final Admission admission = new Admission(kind, first, last, sequence, nowNs);
    tell(kind.eventType(), "admit", admission.range(), admission.json(), nowNs);
    admissions.append(admission);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its origin. */
  public String origin() {
    return keys.origin();
  }

  /** The key that signs now. */
  public VerifierKey key() {
    return signer.key();
  }

  /** Records that are durable and signed. */
  public long durableSize() {
    return durableSize;
  }

  /** The journal position up to which all that belongs here is durable or waits for its flush. */
  public long journalPosition() {
    return journalPosition;
  }

  /** Checksum of the journal record there, as {@link Checkpoint#journalCrc}. */
  public long journalCrc() {
    return journalCrc;
  }

  LogFiles files() {
    return files;
  }

  SegmentIndex index() {
    return index;
  }

  LogSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    try {
      segment.close();
    } catch (final IOException e) {
      throw new AuditLogException("the audit log " + name + " cannot be closed", e);
    }
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
