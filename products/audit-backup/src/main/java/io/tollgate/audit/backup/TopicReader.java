package io.tollgate.audit.backup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads what was committed to the one partition of a topic. For one thread. */
final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int FIRST_WINDOW = 64;
  private static final int GROWTH = 8;

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;

  /** Gets each message. */
  interface Handler {
    void onMessage(ConsumerRecord<byte[], byte[]> message);
  }

  TopicReader(final Consumer<byte[], byte[]> consumer, final String topic) {
    this.consumer = consumer;
    partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
  }

  /** The offset of the oldest message that is still there. */
  long begin() {
    return consumer.beginningOffsets(List.of(partition)).get(partition);
  }

  /** The offset behind what was committed. */
  long end() {
    return consumer.endOffsets(List.of(partition)).get(partition);
  }

  /** The last message that was committed; what was aborted behind it is passed over. */
  Optional<ConsumerRecord<byte[], byte[]>> last() {
    final long begin = begin();
    final long end = end();
    long from = end;
    long window = FIRST_WINDOW;
    final Newest newest = new Newest();
    while (from > begin && newest.message == null) {
      from = Math.max(begin, end - window);
      read(from, end, newest);
      window *= GROWTH;
    }
    return Optional.ofNullable(newest.message);
  }

  private static final class Newest implements Handler {
    private ConsumerRecord<byte[], byte[]> message;

    @Override
    public void onMessage(final ConsumerRecord<byte[], byte[]> next) {
      message = next;
    }
  }

  /**
   * Hands over the messages of a range of offsets.
   *
   * @throws KafkaException where the broker stops answering.
   */
  void read(final long from, final long end, final Handler handler) {
    consumer.seek(partition, from);
    long at = from;
    long movedNs = System.nanoTime();
    while (at < end) {
      for (final ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL).records(partition)) {
        if (message.offset() < end) {
          handler.onMessage(message);
        }
      }
      final long position = consumer.position(partition);
      if (position > at) {
        movedNs = System.nanoTime();
      } else if (System.nanoTime() - movedNs > KafkaClients.TIMEOUT_MS * 1_000_000L) {
        throw new KafkaException("the broker does not give out " + partition + " from " + at);
      }
      at = position;
    }
  }
}
