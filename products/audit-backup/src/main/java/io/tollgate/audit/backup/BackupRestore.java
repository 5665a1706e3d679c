package io.tollgate.audit.backup;

import io.tollgate.audit.log.AuditLogException;
import io.tollgate.audit.log.LogRestorer;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.ProofFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes the files of the audit logs again from the topics that hold them. What is written is not
 * verified here: {@link io.tollgate.audit.log.LogVerifier} does that, with the files.
 */
public final class BackupRestore {
  private final KafkaClients clients;
  private final ClientProperties properties;
  private final BackupTopics topics;

  /**
   * What came of one topic.
   *
   * @param records that the restored log has, those in front of its first one counted.
   * @param skipped messages in front of the first segment whose beginning is still there.
   * @param damage what ended it before the topic's end; empty for nothing.
   */
  public record Outcome(long records, long skipped, Optional<String> damage) {}

  private BackupRestore(final ClientProperties properties, final String prefix) {
    this.properties = properties;
    clients = new KafkaClients(properties);
    topics = new BackupTopics(prefix);
  }

  /**
   * Restores all logs, each into a directory of its name below one.
   *
   * @param client properties file of the Kafka client.
   * @param prefix what the topics' names begin with.
   * @throws BackupException where the configuration or the topics do not allow it.
   * @throws AuditLogException where a log is there already, or cannot be written.
   * @throws org.apache.kafka.common.KafkaException where the broker does not answer.
   */
  public static Map<RetentionClass, Outcome> restore(
      final Path client, final String prefix, final Path directory) {
    return new BackupRestore(ClientProperties.read(client), prefix).into(directory);
  }

  private Map<RetentionClass, Outcome> into(final Path directory) {
    try (Admin admin = clients.admin()) {
      topics.require(admin, properties);
    }
    final Map<RetentionClass, Outcome> outcomes = new EnumMap<>(RetentionClass.class);
    try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
      for (final RetentionClass retention : RetentionClass.values()) {
        try (LogRestorer log = LogRestorer.into(directory.resolve(retention.logName()))) {
          outcomes.put(
              retention, new Run(log).read(new TopicReader(consumer, topics.of(retention))));
        }
      }
    }
    return outcomes;
  }

  /** Puts one topic's messages together again. */
  private static final class Run {
    private final LogRestorer log;
    private BackupMessage.StartReader start;
    private String origin;
    private boolean isBegun;
    private long skipped;
    private String damage;

    Run(final LogRestorer log) {
      this.log = log;
    }

    Outcome read(final TopicReader topic) {
      topic.read(topic.begin(), topic.end(), this::onMessage);
      try {
        log.finish();
      } catch (final IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Outcome(log.size(), skipped, Optional.ofNullable(damage));
    }

    private void onMessage(final ConsumerRecord<byte[], byte[]> message) {
      if (damage != null) {
        return;
      }
      try {
        accept(message);
      } catch (final BackupException | AuditLogException | ProofFormatException e) {
        damage = "at offset " + message.offset() + ": " + e.getMessage();
      } catch (final IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void accept(final ConsumerRecord<byte[], byte[]> message) throws IOException {
      final BackupMessage key = BackupMessage.read(message.key());
      final byte[] value = message.value();
      if (value == null) {
        throw new BackupException("a message has no value");
      }
      if (origin != null && !key.origin().equals(origin)) {
        throw new BackupException("a message is of " + key.origin() + ", not of " + origin);
      }
      origin = key.origin();
      if (key.kind() == MessageKind.SEGMENT) {
        start = new BackupMessage.StartReader(key.sequence(), value);
        isBegun = false;
      } else if (start == null) {
        skipped++;
        return;
      }
      take(key, value);
      if (!isBegun && start.isWhole()) {
        isBegun = true;
        log.start(start.start());
      }
    }

    private void take(final BackupMessage key, final byte[] value) throws IOException {
      switch (key.kind()) {
        case SEGMENT -> {}
        case INDEX -> start.index(value);
        case EPOCH -> start.epoch(value);
        case RECORD, BATCH, HEAD -> {
          if (!isBegun) {
            throw new BackupException("the beginning of a segment is not whole");
          }
          deliver(key.kind(), value);
        }
      }
    }

    private void deliver(final MessageKind kind, final byte[] value) throws IOException {
      switch (kind) {
        case RECORD -> log.record(value, 0, value.length);
        case BATCH -> log.batch(value);
        default -> log.head(value);
      }
    }
  }
}
