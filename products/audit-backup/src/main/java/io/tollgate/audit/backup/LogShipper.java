package io.tollgate.audit.backup;

import io.tollgate.audit.log.LogSink;
import io.tollgate.audit.log.LogStart;
import io.tollgate.audit.log.LogTail;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.ProofFormatException;
import io.tollgate.audit.proof.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Sends one log to its topic, within the transactions of the session. For one thread. */
final class LogShipper implements LogSink, AutoCloseable {
  private final LogTail tail;
  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private long sentHeadNs;
  private long records;
  private long bytes;

  LogShipper(final LogTail tail, final String topic, final Producer<byte[], byte[]> producer) {
    this.tail = tail;
    this.topic = topic;
    this.producer = producer;
  }

  /**
   * Goes to where the topic ends.
   *
   * @param last message of the topic; empty where it has none.
   * @return how many records in between are pruned here and can no longer be sent.
   * @throws BackupException where the topic does not hold the beginning of this log.
   */
  long resumeAfter(final Optional<ConsumerRecord<byte[], byte[]>> last) {
    if (last.isEmpty()) {
      tail.moveTo(tail.first());
      return 0;
    }
    final Checkpoint reached = checkpointOf(last.get());
    final long size = reached.size();
    if (!reached.origin().equals(tail.origin())) {
      throw new BackupException(
          "the topic "
              + topic
              + " holds "
              + reached.origin()
              + ", and the log is "
              + tail.origin());
    }
    if (size > tail.newest().size()) {
      throw new BackupException(
          "the topic "
              + topic
              + " has "
              + size
              + " records of "
              + tail.origin()
              + ", and the log here only "
              + tail.newest().size()
              + ": it lost its tail, or is an older copy");
    }
    final long first = tail.first();
    if (size < first) {
      tail.moveTo(first);
      return first - size;
    }
    if (!tail.moveTo(size) || !tail.agreesWith(reached)) {
      throw new BackupException(
          "the first "
              + size
              + " records of "
              + tail.origin()
              + " are not those of the checkpoint in the topic "
              + topic
              + ": one of the two was changed");
    }
    sentHeadNs = reached.timeNs();
    return 0;
  }

  private Checkpoint checkpointOf(final ConsumerRecord<byte[], byte[]> last) {
    try {
      final MessageKind kind = BackupMessage.read(last.key()).kind();
      if (last.value() != null && (kind == MessageKind.BATCH || kind == MessageKind.HEAD)) {
        return Checkpoint.parse(SignedNote.parse(last.value()).text());
      }
    } catch (final ProofFormatException e) {
      throw new BackupException("the last message of " + topic + ": " + e.getMessage(), e);
    }
    throw new BackupException(
        "the last message of " + topic + " is no checkpoint: something else writes to it");
  }

  /** Whether another batch is signed, which {@link #ship} then sends. */
  boolean isMore() {
    return tail.position() < tail.newest().size();
  }

  /** Sends the next batch; returns how many bytes that is. */
  long ship() {
    bytes = 0;
    try {
      if (tail.isAtSegment()) {
        start(tail.start());
      }
      records = tail.position();
      if (tail.next()) {
        tail.deliver(this);
      }
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  /** Whether a log that does not grow has a checkpoint that is that much newer. */
  boolean isHeadDue(final long everyNs) {
    return tail.newest().size() == tail.position()
        && tail.position() > 0
        && tail.newest().timeNs() - sentHeadNs >= everyNs;
  }

  /** Sends the newest checkpoint. */
  void shipHead() {
    head(tail.newestNote());
  }

  /** Records that were sent, those in front of the first one counted. */
  long position() {
    return tail.position();
  }

  @Override
  public void start(final LogStart start) {
    send(MessageKind.SEGMENT, start.first(), BackupMessage.segment(start));
    int entry = 0;
    for (final byte[] entries : BackupMessage.index(start)) {
      send(MessageKind.INDEX, entry, entries);
      entry += BackupMessage.INDEX_ENTRIES;
    }
    int epoch = 0;
    for (final byte[] kept : start.epochs()) {
      send(MessageKind.EPOCH, epoch++, kept);
    }
  }

  @Override
  public void record(final byte[] from, final int offset, final int length) {
    send(MessageKind.RECORD, records++, Arrays.copyOfRange(from, offset, offset + length));
  }

  @Override
  public void batch(final byte[] note) {
    send(MessageKind.BATCH, records, note);
    sentHeadNs = Checkpoint.parse(SignedNote.parse(note).text()).timeNs();
  }

  @Override
  public void head(final byte[] note) {
    send(MessageKind.HEAD, tail.position(), note);
    sentHeadNs = Checkpoint.parse(SignedNote.parse(note).text()).timeNs();
  }

  private void send(final MessageKind kind, final long sequence, final byte[] value) {
    final byte[] key = new BackupMessage(kind, sequence, tail.origin()).key();
    bytes += key.length + value.length;
    requireUnderWay(producer.send(new ProducerRecord<>(topic, 0, key, value)));
  }

  /**
   * What fails on its way fails the transaction's commit. What could not even set out, because the
   * broker is away, was waited for already: without this, each message of a batch would wait as
   * long.
   */
  private static void requireUnderWay(final Future<RecordMetadata> sent) {
    if (!sent.isDone()) {
      return;
    }
    try {
      sent.get();
    } catch (final ExecutionException e) {
      throw new KafkaException("cannot send to the broker: " + e.getCause().getMessage(), e);
    } catch (final InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    tail.close();
  }
}
