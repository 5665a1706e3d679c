package io.tollgate.audit.backup.testing;

import io.tollgate.audit.log.RetentionClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker in this process, with its controller; it keeps its data over a restart. */
public final class TestBroker implements AutoCloseable {
  /**
   * Below what the system gives to clients: one that looks for a stopped broker must not come to
   * hold the broker's port itself.
   */
  private static final int MIN_PORT = 20_000;

  private static final int MAX_PORT = 32_000;
  private static final int ATTEMPTS = 100;

  private final Path directory;
  private final BrokerAccess access;
  private final int port = freePort();
  private final int ownPort = freePort();
  private final int controllerPort = freePort();
  private KafkaRaftServer server;

  /** Starts one to which anyone on this machine has access. */
  public TestBroker(final Path directory) {
    this(directory, BrokerAccess.open(directory));
  }

  /** Starts one with its data in an empty directory. */
  public TestBroker(final Path directory, final BrokerAccess access) {
    this.directory = directory;
    this.access = access;
    try {
      final Formatter formatter = new Formatter();
      formatter
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(1)
          .addDirectory(directory.toString())
          .setMetadataLogDirectory(directory.toString())
          .setControllerListenerName("CONTROLLER")
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setScramArguments(access.users())
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
  public void start() {
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
                "CLIENT://127.0.0.1:"
                    + port
                    + ",OWN://127.0.0.1:"
                    + ownPort
                    + ",CONTROLLER://127.0.0.1:"
                    + controllerPort),
            Map.entry(
                "listener.security.protocol.map",
                "CLIENT:" + access.protocol() + ",OWN:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("inter.broker.listener.name", "OWN"),
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
    properties.putAll(access.ofBroker());
    server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    server.startup();
  }

  /** Stops it; its port stays its own. */
  public void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** A client's properties file. */
  public Path client(final Path in) {
    return access.client(in, port, access.password());
  }

  /** The properties file of a client that has another password. */
  public Path clientWith(final Path in, final String password) {
    return access.client(in, port, password);
  }

  /** Makes the topics of a backup. */
  public void createTopics(final String prefix, final Map<String, String> config) {
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
    return Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + ownPort));
  }

  /** Removes the messages in front of an offset, as retention does. */
  public void deleteBefore(final String topic, final long offset) {
    try (Admin admin = admin()) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    } catch (final Exception e) {
      throw new IllegalStateException("cannot delete records", e);
    }
  }

  /** Writes as anybody who is allowed to could. */
  public Producer<byte[], byte[]> writer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", "127.0.0.1:" + ownPort),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Override
  public void close() {
    stop();
  }
}
