package io.tollgate.audit.backup.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How clients come to a broker: in the clear, or by TLS and a password (SCRAM). */
public final class BrokerAccess {
  private static final String STORE_PASSWORD = "for-this-test-only";
  private static final String USER = "tollgate";
  private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule";

  private final Path directory;
  private final boolean isTls;
  private final String password;

  private BrokerAccess(final Path directory, final boolean isTls, final String password) {
    this.directory = directory;
    this.isTls = isTls;
    this.password = password;
  }

  /** Anyone on this machine. */
  public static BrokerAccess open(final Path directory) {
    return new BrokerAccess(directory, false, "");
  }

  /** TLS with a certificate for 127.0.0.1 that is made here, and a user with a password. */
  public static BrokerAccess tls(final Path directory, final String password) {
    final BrokerAccess access = new BrokerAccess(directory, true, password);
    access.makeCertificate();
    return access;
  }

  private void makeCertificate() {
    final String store = directory.resolve("broker.p12").toString();
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            "broker",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=broker",
            "-ext",
            "san=ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            store,
            "-storepass",
            STORE_PASSWORD));
    keytool(
        List.of(
            "-exportcert",
            "-rfc",
            "-alias",
            "broker",
            "-keystore",
            store,
            "-storepass",
            STORE_PASSWORD,
            "-file",
            directory.resolve("ca.pem").toString()));
  }

  private static void keytool(final List<String> arguments) {
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    try {
      final Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed");
      }
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the broker is told. */
  Map<String, String> ofBroker() {
    return isTls
        ? Map.of(
            "sasl.enabled.mechanisms",
            "SCRAM-SHA-512",
            "listener.name.client.scram-sha-512.sasl.jaas.config",
            LOGIN + " required;",
            "ssl.keystore.type",
            "PKCS12",
            "ssl.keystore.location",
            directory.resolve("broker.p12").toString(),
            "ssl.keystore.password",
            STORE_PASSWORD)
        : Map.of();
  }

  /** Users that the broker is formatted with. */
  List<String> users() {
    return isTls
        ? List.of("SCRAM-SHA-512=[name=" + USER + ",password=" + password + "]")
        : List.of();
  }

  String protocol() {
    return isTls ? "SASL_SSL" : "PLAINTEXT";
  }

  /** A client's properties file, with this password. */
  Path client(final Path in, final int port, final String as) {
    final StringBuilder text =
        new StringBuilder("bootstrap.servers=127.0.0.1:").append(port).append('\n');
    if (isTls) {
      text.append("security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\n")
          .append("sasl.jaas.config=" + LOGIN)
          .append(" required username=\"" + USER + "\" password=\"" + as + "\";\n")
          .append("ssl.truststore.type=PEM\nssl.truststore.location=")
          .append(directory.resolve("ca.pem"))
          .append('\n');
    }
    try {
      final Path file = Files.writeString(in.resolve("client.properties"), text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String password() {
    return password;
  }
}
