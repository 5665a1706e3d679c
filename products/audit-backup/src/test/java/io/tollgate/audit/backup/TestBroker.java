package io.tollgate.audit.backup;

import io.tollgate.audit.log.RetentionClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker in this process, with its controller; it keeps its data over a restart. */
final class TestBroker implements AutoCloseable {
  /**
   * Below what the system gives to clients: one that looks for a stopped broker must not come to
   * hold the broker's port itself.
   */
  private static final int MIN_PORT = 20_000;

  private static final int MAX_PORT = 32_000;
  private static final int ATTEMPTS = 100;

  private final Path directory;
  private final int port = freePort();
  private final int controllerPort = freePort();
  private KafkaRaftServer server;

  TestBroker(final Path directory) {
    this.directory = directory;
    try {
      final Formatter formatter = new Formatter();
      formatter
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(1)
          .addDirectory(directory.toString())
          .setMetadataLogDirectory(directory.toString())
          .setControllerListenerName("CONTROLLER")
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setIgnoreFormatted(false);
      formatter.run();
    } catch (final Exception e) {
      throw new IllegalStateException("cannot format the broker's directory", e);
    }
    start();
  }

  private static int freePort() {
    for (int i = 0; i < ATTEMPTS; i++) {
      final int port = ThreadLocalRandom.current().nextInt(MIN_PORT, MAX_PORT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free");
  }

  private static boolean isFree(final int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (final BindException e) {
      return false;
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it where it is stopped. */
  void start() {
    if (server != null) {
      return;
    }
    final Properties properties = new Properties();
    properties.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
            Map.entry("log.dirs", directory.toString()),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("num.network.threads", "1"),
            Map.entry("num.io.threads", "2")));
    server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    server.startup();
  }

  void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** A client's properties file. */
  Path client(final Path in) {
    try {
      return Files.writeString(
          in.resolve("client.properties"), "bootstrap.servers=127.0.0.1:" + port + "\n");
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KafkaClients clients(final Path in) {
    return new KafkaClients(ClientProperties.read(client(in)));
  }

  /** Makes the topics of a backup. */
  void createTopics(final String prefix, final Map<String, String> config) {
    try (Admin admin = admin()) {
      admin
          .createTopics(
              Arrays.stream(RetentionClass.values())
                  .map(
                      it -> new NewTopic(prefix + "." + it.logName(), 1, (short) 1).configs(config))
                  .toList())
          .all()
          .get();
    } catch (final Exception e) {
      throw new IllegalStateException("cannot make topics", e);
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port));
  }

  /** Removes the messages in front of an offset, as retention does. */
  void deleteBefore(final String topic, final long offset) {
    try (Admin admin = admin()) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    } catch (final Exception e) {
      throw new IllegalStateException("cannot delete records", e);
    }
  }

  /** Everything that was committed to a topic. */
  List<ConsumerRecord<byte[], byte[]>> messages(final Path in, final String topic) {
    final List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = clients(in).consumer()) {
      final TopicReader reader = new TopicReader(consumer, topic);
      reader.read(reader.begin(), reader.end(), messages::add);
    }
    return messages;
  }

  /** Writes as anybody who is allowed to could. */
  Producer<byte[], byte[]> writer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", "127.0.0.1:" + port),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Override
  public void close() {
    stop();
  }
}
