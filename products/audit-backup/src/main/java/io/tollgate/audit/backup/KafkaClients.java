package io.tollgate.audit.backup;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's clients as the backup needs them: everything bounded, nothing sent twice. */
final class KafkaClients {
  /** Most bytes that wait to be sent. */
  static final long BUFFER_BYTES = 32L * 1024 * 1024;

  /** Most bytes of what Kafka writes at once: the topic has to take as much. */
  static final int BATCH_BYTES = 128 * 1024;

  /** How long a call to the broker may take. */
  static final int TIMEOUT_MS = 10_000;

  private static final String CLIENT_ID = "tollgate-audit-backup";
  private static final int FETCH_BYTES = 4 * 1024 * 1024;
  private static final int TRANSACTION_MS = 60_000;
  private static final int DELIVERY_MS = 20_000;

  private final ClientProperties properties;

  KafkaClients(final ClientProperties properties) {
    this.properties = properties;
  }

  Admin admin() {
    return Admin.create(common());
  }

  /** A producer that takes over from every other one of the same id. */
  Producer<byte[], byte[]> producer(final String transactionalId) {
    final Map<String, Object> config = common();
    properties
        .compression()
        .ifPresent(it -> config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, it));
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * BATCH_BYTES);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MS);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A consumer that sees what was committed, and keeps no position. */
  Consumer<byte[], byte[]> consumer() {
    final Map<String, Object> config = common();
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> common() {
    final Map<String, Object> config = properties.values();
    config.remove(ProducerConfig.COMPRESSION_TYPE_CONFIG);
    config.put("client.id", CLIENT_ID);
    config.put("enable.metrics.push", false);
    config.put("request.timeout.ms", TIMEOUT_MS);
    config.put("reconnect.backoff.max.ms", 1_000);
    return config;
  }
}
