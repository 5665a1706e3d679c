package io.tollgate.audit.backup;

import io.tollgate.support.secret.SecretFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SslConfigs;

/**
 * The operator's part of the Kafka client's configuration: servers, TLS and SASL, under Kafka's own
 * names. All else is the backup's to say. Without TLS only a broker on this machine is spoken to.
 */
final class ClientProperties {
  private static final Set<String> KEYS =
      Set.of(
          CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
          CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
          CommonClientConfigs.CLIENT_DNS_LOOKUP_CONFIG,
          ProducerConfig.COMPRESSION_TYPE_CONFIG);
  private static final List<String> PREFIXES = List.of("ssl.", "sasl.");
  private static final List<String> SECRETS =
      List.of("password", "jaas", "secret", "keystore.key", "token");
  private static final int MAX_BYTES = 64 * 1024;

  private final Map<String, Object> values;

  private ClientProperties(final Map<String, Object> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Reads a file.
   *
   * @throws BackupException where it cannot be read, is open to others though it holds a secret,
   *     has a key that is not the operator's to set, or would send in the clear to another machine.
   */
  static ClientProperties read(final Path file) {
    final Map<String, Object> values = new HashMap<>();
    final Properties properties = parse(file);
    for (final String key : properties.stringPropertyNames()) {
      if (!KEYS.contains(key) && PREFIXES.stream().noneMatch(key::startsWith)) {
        throw new BackupException(
            file + ": " + key + " cannot be set; what can is " + KEYS + " and ssl.*, sasl.*");
      }
      values.put(key, properties.getProperty(key).strip());
    }
    if (!values.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
      throw new BackupException(file + ": bootstrap.servers is missing");
    }
    if ("".equals(values.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG))) {
      throw new BackupException(
          file + ": the broker's name must be checked against its certificate");
    }
    if (values.keySet().stream().anyMatch(ClientProperties::isSecret)) {
      requireOwnerOnly(file);
    }
    final ClientProperties read = new ClientProperties(values);
    read.requireReachable(
        Arrays.stream(((String) values.get("bootstrap.servers")).split(",", -1))
            .map(ClientProperties::host)
            .toList());
    return read;
  }

  private static Properties parse(final Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new BackupException(file + " is too long for a client's properties");
      }
      final Properties properties = new Properties();
      properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
      return properties;
    } catch (final IOException | IllegalArgumentException e) {
      throw new BackupException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static boolean isSecret(final String key) {
    final String name = key.toLowerCase(Locale.ROOT);
    return SECRETS.stream().anyMatch(name::contains);
  }

  private static void requireOwnerOnly(final Path file) {
    try {
      new SecretFile(file).read();
    } catch (final UncheckedIOException e) {
      throw new BackupException(e.getCause().getMessage(), e);
    }
  }

  private static String host(final String server) {
    final int colon = server.strip().lastIndexOf(':');
    if (colon < 1) {
      throw new BackupException("bootstrap.servers: " + server + " is not host:port");
    }
    return server.strip().substring(0, colon).replaceAll("[\\[\\]]", "");
  }

  /**
   * Makes sure that nothing goes to another machine in the clear.
   *
   * @param hosts of brokers.
   * @throws BackupException where it would.
   */
  void requireReachable(final List<String> hosts) {
    final String protocol =
        (String) values.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
    if (protocol.toUpperCase(Locale.ROOT).endsWith("SSL")) {
      return;
    }
    for (final String host : hosts) {
      if (!isLoopback(host)) {
        throw new BackupException(
            "the broker "
                + host
                + " is not on this machine, and security.protocol = "
                + protocol
                + " does not encrypt: set SSL or SASL_SSL");
      }
    }
  }

  private static boolean isLoopback(final String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (final UnknownHostException e) {
      return false;
    }
  }

  /** How messages are compressed; empty for not at all. */
  Optional<Object> compression() {
    return Optional.ofNullable(values.get(ProducerConfig.COMPRESSION_TYPE_CONFIG));
  }

  /** What the operator set, under Kafka's names; a copy. */
  Map<String, Object> values() {
    return new HashMap<>(values);
  }
}
