package io.tollgate.audit.backup;

import io.tollgate.audit.log.LogTail;
import io.tollgate.audit.log.RetentionClass;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.agrona.CloseHelper;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker. Each step is a transaction, so that a reader sees every batch of a
 * log once and whole: where the last one ended is read from the topics themselves, after whatever
 * an earlier session, here or elsewhere, left open was settled and that session locked out. For one
 * thread.
 */
final class BackupSession implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(BackupSession.class);
  private static final long LOG_BYTES = 4L * 1024 * 1024;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Map<RetentionClass, LogShipper> logs = new EnumMap<>(RetentionClass.class);
  private final long headEveryNs;
  private final Producer<byte[], byte[]> producer;
  private long lost;

  private BackupSession(
      final BackupSettings settings,
      final KafkaClients clients,
      final BackupTopics topics,
      final Map<RetentionClass, LogTail> tails) {
    headEveryNs = settings.headEvery().toNanos();
    producer = clients.producer(transactionalId(tails.get(RetentionClass.LEDGER), settings));
    try {
      producer.initTransactions();
      try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
        tails.forEach(
            (retention, tail) -> {
              final String topic = topics.of(retention);
              final LogShipper shipper = new LogShipper(tail, topic, producer);
              logs.put(retention, shipper);
              noteLost(topic, shipper.resumeAfter(new TopicReader(consumer, topic).last()));
            });
      }
    } catch (final RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Connects; empty where there are no audit logs yet.
   *
   * @throws BackupException where the topics or the logs do not allow it.
   */
  static Optional<BackupSession> open(final BackupSettings settings) {
    final ClientProperties properties = ClientProperties.read(settings.client());
    final Map<RetentionClass, LogTail> tails = new EnumMap<>(RetentionClass.class);
    try {
      for (final RetentionClass retention : RetentionClass.values()) {
        final Optional<LogTail> tail = LogTail.open(settings.audit().resolve(retention.logName()));
        if (tail.isEmpty()) {
          tails.values().forEach(LogTail::close);
          return Optional.empty();
        }
        tails.put(retention, tail.get());
      }
      final KafkaClients clients = new KafkaClients(properties);
      final BackupTopics topics = new BackupTopics(settings.topics());
      try (Admin admin = clients.admin()) {
        topics.require(admin, properties);
      }
      return Optional.of(new BackupSession(settings, clients, topics, tails));
    } catch (final RuntimeException e) {
      tails.values().forEach(CloseHelper::quietClose);
      throw e;
    }
  }

  /** All logs of an installation, in these topics: whoever sends them locks out all others. */
  private static String transactionalId(final LogTail any, final BackupSettings settings) {
    final String origin = any.origin();
    return origin.substring(0, origin.lastIndexOf('/') + 1) + settings.topics();
  }

  private void noteLost(final String topic, final long records) {
    if (records > 0) {
      lost += records;
      LOGGER.error(
          "{} records were pruned here before they were in {}: the backup has a gap",
          records,
          topic);
    }
  }

  /** Sends a part of what is signed and was not sent; returns whether there was anything. */
  boolean step() {
    boolean isOpen = false;
    for (final LogShipper log : logs.values()) {
      long bytes = 0;
      while (bytes < LOG_BYTES && log.isMore()) {
        isOpen = begin(isOpen);
        bytes += log.ship();
      }
      if (log.isHeadDue(headEveryNs)) {
        isOpen = begin(isOpen);
        log.shipHead();
      }
    }
    if (isOpen) {
      producer.commitTransaction();
    }
    return isOpen;
  }

  private boolean begin(final boolean isOpen) {
    if (!isOpen) {
      producer.beginTransaction();
    }
    return true;
  }

  /** Records of each log that the topics have. */
  Map<RetentionClass, Long> sent() {
    final Map<RetentionClass, Long> sent = new EnumMap<>(RetentionClass.class);
    logs.forEach((retention, log) -> sent.put(retention, log.position()));
    return sent;
  }

  /** Records that were pruned before they could be sent. */
  long lost() {
    return lost;
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
    logs.values().forEach(CloseHelper::quietClose);
  }
}
