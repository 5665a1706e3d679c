package io.tollgate.audit.backup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a topic holds. */
final class TopicMessages {
  private TopicMessages() {}

  /** Everything that was committed to a topic. */
  static List<ConsumerRecord<byte[], byte[]>> of(final Path client, final String topic) {
    final List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
    final KafkaClients clients = new KafkaClients(ClientProperties.read(client));
    try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
      final TopicReader reader = new TopicReader(consumer, topic);
      reader.read(reader.begin(), reader.end(), messages::add);
    }
    return messages;
  }
}
