package io.tollgate.support.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PostgresServerTest {
  @TempDir private static Path sharedData;
  private static PostgresServer shared;

  @TempDir private Path data;

  @BeforeAll
  static void start() {
    shared = TestPostgres.start(sharedData);
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  @Test
  void shouldKeepWhatWasWrittenAcrossARestart() throws Exception {
    try (PostgresServer server = TestPostgres.start(data)) {
      execute(server.endpoint(), "CREATE TABLE kept (n int)");
      execute(server.endpoint(), "INSERT INTO kept VALUES (7)");
    }
    try (PostgresServer server = TestPostgres.start(data)) {
      assertThat(ask(server.endpoint(), "SELECT n FROM kept")).isEqualTo("7");
    }
  }

  @Test
  void shouldLetNobodyInWithoutThePassword() {
    final PostgresEndpoint endpoint = shared.endpoint();
    for (final String password : List.of("", "wrong")) {
      final PostgresEndpoint stranger =
          new PostgresEndpoint(endpoint.jdbcUrl(), endpoint.user(), password);
      assertThatThrownBy(() -> ask(stranger, "SELECT 1")).isInstanceOf(SQLException.class);
    }
    assertThat(endpoint.toString()).doesNotContain(endpoint.password());
  }

  @Test
  void shouldListenOnTheLoopbackAddressOnly() throws Exception {
    assertThat(ask(shared.endpoint(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(ask(shared.endpoint(), "SHOW unix_socket_directories")).isEmpty();
  }

  @Test
  void shouldKeepThePasswordWhereOnlyItsOwnerReadsIt() throws Exception {
    final Path file = sharedData.resolve("secrets/postgres.password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file).strip()).isEqualTo(shared.endpoint().password()).hasSize(64);
  }

  @Test
  void shouldRefuseAPasswordFileThatOthersMayRead() throws Exception {
    TestPostgres.start(data).close();
    Files.setPosixFilePermissions(
        data.resolve("secrets/postgres.password"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> TestPostgres.start(data))
        .hasRootCauseMessage(
            data.resolve("secrets/postgres.password")
                + " is open to others (rw-r--r--); chmod 600 it");
  }

  @Test
  void shouldSaySoWhereThePasswordFileIsNotTheDatabases() throws Exception {
    TestPostgres.start(data).close();
    Files.delete(data.resolve("secrets/postgres.password"));
    assertThatThrownBy(() -> TestPostgres.start(data))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("postgres.password is not the database's");
    assertThat(serverOn(data)).isEmpty();
  }

  @Test
  void shouldRefuseASecondOwner() {
    assertThatThrownBy(() -> TestPostgres.start(sharedData))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("another process uses");
    assertThat(shared.isAlive()).isTrue();
  }

  @Test
  void shouldStartAnewAtTheSameAddressWhereTheServerDied() throws Exception {
    try (PostgresServer server = TestPostgres.start(data)) {
      execute(server.endpoint(), "CREATE TABLE kept (n int)");
      final ProcessHandle killed = ProcessHandle.of(server.pid()).orElseThrow();
      killed.destroyForcibly();
      await().atMost(Duration.ofSeconds(60)).until(() -> server.restarts() == 1);
      assertThat(ask(server.endpoint(), "SELECT count(*) FROM kept")).isEqualTo("0");
    }
    assertThat(serverOn(data)).isEmpty();
  }

  @Test
  void shouldRefuseTheFilesOfAnotherMajorVersion() throws Exception {
    TestPostgres.start(data).close();
    Files.writeString(data.resolve("postgres/cluster/PG_VERSION"), "12");
    assertThatThrownBy(() -> TestPostgres.start(data))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("is of PostgreSQL 12");
  }

  @Test
  void shouldStopTheServerThatAKilledOwnerLeftBehind() throws Exception {
    final Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AbandonedServer.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    final ProcessHandle orphan;
    try (BufferedReader output = owner.inputReader(StandardCharsets.UTF_8)) {
      final String line =
          output.lines().filter(text -> text.startsWith("pid ")).findFirst().orElseThrow();
      orphan = ProcessHandle.of(Long.parseLong(line.substring(4))).orElseThrow();
      owner.destroyForcibly().waitFor();
    }
    assertThat(orphan.isAlive()).isTrue();

    try (PostgresServer server = TestPostgres.start(data)) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(ask(server.endpoint(), "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void shouldStartOverTheLockFileOfADeadServerWhoseProcessIdIsTakenByAnother() throws Exception {
    TestPostgres.start(data).close();
    Files.writeString(
        data.resolve("postgres/cluster/postmaster.pid"), ProcessHandle.current().pid() + "\n");
    try (PostgresServer server = TestPostgres.start(data)) {
      assertThat(ask(server.endpoint(), "SELECT 1")).isEqualTo("1");
    }
  }

  private static Optional<ProcessHandle> serverOn(final Path data) {
    return new PostgresCluster(data.resolve("postgres").toAbsolutePath()).runningServer();
  }

  private static void execute(final PostgresEndpoint endpoint, final String sql)
      throws SQLException {
    try (Connection connection = connect(endpoint);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(final PostgresEndpoint endpoint, final String sql) throws SQLException {
    try (Connection connection = connect(endpoint);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  private static Connection connect(final PostgresEndpoint endpoint) throws SQLException {
    return DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }
}
