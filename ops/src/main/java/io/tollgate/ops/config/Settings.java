package io.tollgate.ops.config;

import io.tollgate.audit.log.LogSettings;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.journal.SyncPolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every setting there is. The file ops/config/tollgate.properties shows them all to people. */
public final class Settings {

  public static final Setting<GateHome> DATA =
      new Setting<>(
          "data",
          "~/.tollgate",
          "The data directory: journal, state, database, secrets, logs; made with mode 0700",
          Settings::parseHome);

  public static final Setting<List<Role>> ROLES =
      Setting.choices("roles", Role.class, "What runs in this process");

  public static final Setting<String> HOST =
      Setting.text(
          "host",
          "127.0.0.1",
          "Address that the REST API listens on; other than loopback needs tls.certificate");

  public static final Setting<Integer> PORT =
      Setting.integer(
          "port", 7070, 0, 65_535, "TCP port of the REST API; 0 takes any that is free");

  public static final Setting<Optional<Path>> TLS_CERTIFICATE =
      new Setting<>(
          "tls.certificate",
          "",
          "PEM file of the REST API's certificate chain; empty for no TLS",
          Settings::parseFile);

  public static final Setting<Optional<Path>> TLS_KEY =
      new Setting<>(
          "tls.key", "", "PEM file of the certificate's private key (PKCS 8)", Settings::parseFile);

  public static final Setting<RootKeyOrigin> ROOT_KEY_SOURCE =
      Setting.choice(
          "root.key.source",
          RootKeyOrigin.FILE,
          RootKeyOrigin.class,
          "Where the root key comes from, which all other keys are sealed under");

  public static final Setting<Optional<Path>> ROOT_KEY_HOOK =
      new Setting<>(
          "root.key.hook",
          "",
          "Program that wraps and unwraps the root key with root.key.source = kms",
          Settings::parseFile);

  public static final Setting<Integer> ROOT_KEY_HOOK_TIMEOUT_SECONDS =
      Setting.integer(
          "root.key.hook.timeout.seconds", 10, 1, 60, "Seconds that root.key.hook may take");

  public static final Setting<SyncPolicy> JOURNAL_SYNC =
      Setting.choice(
          "journal.sync",
          SyncPolicy.INTERVAL,
          SyncPolicy.class,
          "When the journal is forced to the disk; what power failure can lose depends on it");

  public static final Setting<Integer> JOURNAL_SYNC_INTERVAL_MS =
      Setting.integer(
          "journal.sync.interval.ms",
          20,
          1,
          60_000,
          "Milliseconds between two forcings with journal.sync = interval");

  public static final Setting<Integer> DISK_RESERVE_MIB =
      Setting.integer(
          "disk.reserve.mib",
          512,
          128,
          1_048_576,
          "MiB of disk that must stay free; with less, everything is refused");

  public static final Setting<Integer> ENGINE_CLIENTS =
      Setting.integer(
          "engine.clients", 128, 1, 10_000, "Aeron clients that may be connected at once");

  public static final Setting<EngineIdle> ENGINE_IDLE =
      Setting.choice(
          "engine.idle",
          EngineIdle.BACKOFF,
          EngineIdle.class,
          "What the engine thread does while there is nothing to decide");

  public static final Setting<Optional<Path>> AUDIT_BACKUP_KAFKA =
      new Setting<>(
          "audit.backup.kafka",
          "",
          "Kafka client's properties file: the audit logs are copied there; empty for no copy",
          Settings::parseFile);

  public static final Setting<String> AUDIT_BACKUP_TOPICS =
      new Setting<>(
          "audit.backup.topics",
          "tollgate.audit",
          "What the names of the copy's topics begin with; a dot and the log's name follow",
          Settings::parseTopics);

  public static final Setting<List<RetentionClass>> AUDIT_INDEX_LOGS =
      Setting.choices(
          "audit.index.logs",
          "ledger,runtime,messaging",
          RetentionClass.class,
          "Audit logs whose records can be searched");

  public static final Setting<Integer> LATENCY_INTERVAL_SECONDS =
      Setting.integer(
          "latency.interval.seconds",
          10,
          1,
          3_600,
          "Seconds between two reports of what the engine timed");

  public static final Setting<Set<String>> AUDIT_SIGNED_TYPES =
      new Setting<>(
          "audit.signed.types",
          "",
          "Event types whose audit records carry a signature of their own (at most 16, separated by"
              + " commas)",
          Settings::parseSignedTypes);

  public static final Setting<Integer> LOOKUP_CACHE_MIB =
      Setting.integer(
          "lookup.cache.mib",
          32,
          1,
          4_096,
          "MiB of heap for agents and keys that were looked up, roughly");

  public static final Setting<LogLevel> LOG_LEVEL =
      Setting.choice("log.level", LogLevel.INFO, LogLevel.class, "What is logged at the least");

  /** In the order in which they are shown. */
  public static final List<Setting<?>> ALL =
      Stream.of(
              List.of(
                  DATA,
                  ROLES,
                  HOST,
                  PORT,
                  TLS_CERTIFICATE,
                  TLS_KEY,
                  ROOT_KEY_SOURCE,
                  ROOT_KEY_HOOK,
                  ROOT_KEY_HOOK_TIMEOUT_SECONDS,
                  JOURNAL_SYNC,
                  JOURNAL_SYNC_INTERVAL_MS,
                  DISK_RESERVE_MIB,
                  ENGINE_CLIENTS,
                  ENGINE_IDLE),
              EngineShape.ALL,
              List.of(
                  AUDIT_BACKUP_KAFKA,
                  AUDIT_BACKUP_TOPICS,
                  AUDIT_INDEX_LOGS,
                  LATENCY_INTERVAL_SECONDS,
                  AUDIT_SIGNED_TYPES,
                  LOOKUP_CACHE_MIB,
                  LOG_LEVEL))
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private Settings() {}

  private static GateHome parseHome(final String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must name a directory");
    }
    final String home = System.getProperty("user.home");
    final boolean underHome = text.equals("~") || text.startsWith("~/");
    return new GateHome(Path.of(underHome ? home + text.substring(1) : text));
  }

  private static String parseTopics(final String text) {
    if (!text.matches("[a-zA-Z0-9._-]{1,200}")) {
      throw new IllegalArgumentException("1 to 200 letters, digits, dots, underscores and hyphens");
    }
    return text;
  }

  private static Set<String> parseSignedTypes(final String text) {
    final Set<String> types =
        text.isEmpty()
            ? Set.of()
            : Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    return LogSettings.DEFAULT.signing(types).signedEventTypes();
  }

  private static Optional<Path> parseFile(final String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text).toAbsolutePath());
  }
}
