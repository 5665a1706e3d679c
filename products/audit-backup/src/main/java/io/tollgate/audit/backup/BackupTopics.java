package io.tollgate.audit.backup;

import io.tollgate.audit.log.RetentionClass;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of a backup, one a log, and whether they can hold it. */
final class BackupTopics {
  private static final Logger LOGGER = LoggerFactory.getLogger(BackupTopics.class);

  /** What Kafka writes at once, with room for what it puts around it. */
  private static final int MIN_MESSAGE_BYTES = 2 * KafkaClients.BATCH_BYTES;

  private final String prefix;

  BackupTopics(final String prefix) {
    this.prefix = prefix;
  }

  String of(final RetentionClass retention) {
    return prefix + "." + retention.logName();
  }

  private List<String> all() {
    return Arrays.stream(RetentionClass.values()).map(this::of).toList();
  }

  /**
   * Makes sure that all topics are there and fit, and that no broker is spoken to in the clear.
   *
   * @throws BackupException where something does not, and what to do.
   * @throws KafkaException where the broker does not answer.
   */
  void require(final Admin admin, final ClientProperties properties) {
    properties.requireReachable(
        get(admin.describeCluster().nodes()).stream().map(Node::host).toList());
    final Map<String, TopicDescription> topics;
    try {
      topics = get(admin.describeTopics(all()).allTopicNames());
    } catch (final UnknownTopicOrPartitionException e) {
      throw new BackupException(
          "the topics " + all() + " must be there, each with one partition", e);
    }
    final Map<ConfigResource, Config> configs =
        get(
            admin
                .describeConfigs(
                    all().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all());
    topics.values().forEach(BackupTopics::requireOnePartition);
    configs.forEach((topic, config) -> require(topic.name(), config, topics.get(topic.name())));
  }

  private static void requireOnePartition(final TopicDescription topic) {
    if (topic.partitions().size() != 1) {
      throw new BackupException(
          "the topic "
              + topic.name()
              + " has "
              + topic.partitions().size()
              + " partitions; a log is in order in one partition only");
    }
  }

  private static void require(
      final String topic, final Config config, final TopicDescription description) {
    final int bytes = Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
    if (bytes < MIN_MESSAGE_BYTES) {
      throw new BackupException(
          "the topic "
              + topic
              + " has max.message.bytes = "
              + bytes
              + ", less than "
              + MIN_MESSAGE_BYTES);
    }
    final String cleanup = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    if (cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new BackupException(
          "the topic " + topic + " has cleanup.policy = " + cleanup + "; it must not be compacted");
    }
    final int replicas = description.partitions().get(0).replicas().size();
    final int insync =
        Integer.parseInt(config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value());
    if (insync < 2) {
      LOGGER.warn(
          "the topic {} has {} replicas and min.insync.replicas = {}: one broker lost can be the"
              + " backup lost",
          topic,
          replicas,
          insync);
    }
  }

  private static <T> T get(final KafkaFuture<T> future) {
    try {
      return future.get(KafkaClients.TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (final ExecutionException e) {
      if (e.getCause() instanceof KafkaException kafka) {
        throw kafka;
      }
      throw new KafkaException(e.getCause());
    } catch (final TimeoutException e) {
      throw new KafkaException("the broker does not answer", e);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
