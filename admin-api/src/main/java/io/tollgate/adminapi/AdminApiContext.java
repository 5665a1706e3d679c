package io.tollgate.adminapi;

import io.tollgate.adminapi.gate.GateAccess;
import io.tollgate.adminapi.health.AuditBackupView;
import io.tollgate.adminapi.health.JournalFollower;
import io.tollgate.audit.AuditService;
import io.tollgate.audit.DecisionLog;
import io.tollgate.client.GateLocator;
import io.tollgate.identity.IdentityService;
import io.tollgate.identity.lookup.AgentLookups;
import io.tollgate.secrets.SecretStore;
import io.tollgate.support.idempotency.IdempotencyStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an {@link AdminApi} is made of. Set, then {@link #conclude()} once; after that it is only
 * read. Times are in milliseconds.
 */
public final class AdminApiContext {
  /** Where the API listens where nobody says otherwise. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  /** The port where nobody says otherwise. */
  public static final int DEFAULT_PORT = 7070;

  private static final int MAX_PORT = 65_535;
  private static final int MAX_WORKERS = 64;
  private static final int MAX_AT_ONCE = 10_000;
  private static final long MIN_REQUEST_TIMEOUT_MS = 100;
  private static final long MIN_IDLE_TIMEOUT_MS = 1_000;
  private static final long MAX_TIMEOUT_MS = 600_000;

  private final List<JournalFollower> followers = new ArrayList<>();
  private String host = DEFAULT_HOST;
  private int port = DEFAULT_PORT;
  private Path tlsCertificate;
  private Path tlsKey;
  private Path dataDirectory;
  private SecretStore secrets;
  private IdentityService identity;
  private AgentLookups lookups;
  private DecisionLog decisions;
  private AuditService audit;
  private GateAccess gate;
  private GateLocator locator;
  private IdempotencyStore idempotency;
  private Runnable databaseProbe;
  private InstantSource clock = InstantSource.system();
  private SecureRandom random = new SecureRandom();
  private String software = "development";
  private int workerThreads = 8;
  private int maxRequestsUnderWay = 256;
  private int maxConnections = 1_024;
  private long requestTimeoutMs = 30_000;
  private long idleTimeoutMs = 60_000;
  private long drainTimeoutMs = 10_000;
  private long maxFollowerLag = 100_000;
  private Supplier<Optional<AuditBackupView>> auditBackup = Optional::empty;
  private boolean loopback;

  /** With the defaults. */
  public AdminApiContext() {}

  /** Address or name to listen on. */
  public AdminApiContext host(final String value) {
    host = value;
    return this;
  }

  /** Address or name to listen on. */
  public String host() {
    return host;
  }

  /** Port to listen on; 0 for any that is free. */
  public AdminApiContext port(final int value) {
    port = value;
    return this;
  }

  /** Port to listen on; 0 for any that is free. */
  public int port() {
    return port;
  }

  /** PEM file with the certificate chain; with {@link #tlsKey} it turns TLS on. Null for none. */
  public AdminApiContext tlsCertificate(final Path value) {
    tlsCertificate = value;
    return this;
  }

  /** PEM file with the certificate chain; with {@link #tlsKey} it turns TLS on. Null for none. */
  public Path tlsCertificate() {
    return tlsCertificate;
  }

  /** PEM file with the certificate's PKCS #8 private key. Null for none. */
  public AdminApiContext tlsKey(final Path value) {
    tlsKey = value;
    return this;
  }

  /** PEM file with the certificate's PKCS #8 private key. Null for none. */
  public Path tlsKey() {
    return tlsKey;
  }

  /** The gate's data directory, whose {@code secrets} hold the token key and the admin token. */
  public AdminApiContext dataDirectory(final Path value) {
    dataDirectory = value;
    return this;
  }

  /** The gate's data directory, whose {@code secrets} hold the token key and the admin token. */
  public Path dataDirectory() {
    return dataDirectory;
  }

  /** Its secrets, open; by default those in the data directory, with the root key in a file. */
  public AdminApiContext secrets(final SecretStore value) {
    secrets = value;
    return this;
  }

  /** Its secrets, open. */
  public SecretStore secrets() {
    return secrets;
  }

  /** Tenants, agents, limits, permissions, prices, keys and delegations. */
  public AdminApiContext identity(final IdentityService value) {
    identity = value;
    return this;
  }

  /** Tenants, agents, limits, permissions, prices, keys and delegations. */
  public IdentityService identity() {
    return identity;
  }

  /** Where identity looks agents up, for metrics and news. */
  public AdminApiContext lookups(final AgentLookups value) {
    lookups = value;
    return this;
  }

  /** Where identity looks agents up; null for no metrics and no news. */
  public AgentLookups lookups() {
    return lookups;
  }

  /** What the gate decided. */
  public AdminApiContext decisions(final DecisionLog value) {
    decisions = value;
    return this;
  }

  /** What the gate decided. */
  public DecisionLog decisions() {
    return decisions;
  }

  /** The signed audit logs. */
  public AdminApiContext audit(final AuditService value) {
    audit = value;
    return this;
  }

  /** The signed audit logs. */
  public AuditService audit() {
    return audit;
  }

  /** The engine itself. */
  public AdminApiContext gate(final GateAccess value) {
    gate = value;
    return this;
  }

  /** The engine itself. */
  public GateAccess gate() {
    return gate;
  }

  /** Where the engine's counters are; the data directory says where not set. */
  public AdminApiContext locator(final GateLocator value) {
    locator = value;
    return this;
  }

  /** Where the engine's counters are; the data directory says where not set. */
  public GateLocator locator() {
    return locator;
  }

  /** Remembers what was answered to requests with an Idempotency-Key. */
  public AdminApiContext idempotency(final IdempotencyStore value) {
    idempotency = value;
    return this;
  }

  /** Remembers what was answered to requests with an Idempotency-Key. */
  public IdempotencyStore idempotency() {
    return idempotency;
  }

  /** Returns where the database answers, else throws. */
  public AdminApiContext databaseProbe(final Runnable value) {
    databaseProbe = value;
    return this;
  }

  /** Returns where the database answers, else throws. */
  public Runnable databaseProbe() {
    return databaseProbe;
  }

  /** Tells the time for tokens. */
  public AdminApiContext clock(final InstantSource value) {
    clock = value;
    return this;
  }

  /** Tells the time for tokens. */
  public InstantSource clock() {
    return clock;
  }

  /** Makes keys and token ids. */
  public AdminApiContext random(final SecureRandom value) {
    random = value;
    return this;
  }

  /** Makes keys and token ids. */
  public SecureRandom random() {
    return random;
  }

  /** Version of what is running. */
  public AdminApiContext software(final String value) {
    software = value;
    return this;
  }

  /** Version of what is running. */
  public String software() {
    return software;
  }

  /** Threads for blocking calls, 1 to 64. */
  public AdminApiContext workerThreads(final int value) {
    workerThreads = value;
    return this;
  }

  /** Threads for blocking calls, 1 to 64. */
  public int workerThreads() {
    return workerThreads;
  }

  /** Requests that may be under way at once, 1 to 10,000; more are refused. */
  public AdminApiContext maxRequestsUnderWay(final int value) {
    maxRequestsUnderWay = value;
    return this;
  }

  /** Requests that may be under way at once, 1 to 10,000; more are refused. */
  public int maxRequestsUnderWay() {
    return maxRequestsUnderWay;
  }

  /** Connections that may be open at once, 1 to 10,000; more are closed. */
  public AdminApiContext maxConnections(final int value) {
    maxConnections = value;
    return this;
  }

  /** Connections that may be open at once, 1 to 10,000; more are closed. */
  public int maxConnections() {
    return maxConnections;
  }

  /** How long a request may take, 100 to 600,000. */
  public AdminApiContext requestTimeoutMs(final long value) {
    requestTimeoutMs = value;
    return this;
  }

  /** How long a request may take, 100 to 600,000. */
  public long requestTimeoutMs() {
    return requestTimeoutMs;
  }

  /** How long a connection may be idle, 1,000 to 600,000. */
  public AdminApiContext idleTimeoutMs(final long value) {
    idleTimeoutMs = value;
    return this;
  }

  /** How long a connection may be idle, 1,000 to 600,000. */
  public long idleTimeoutMs() {
    return idleTimeoutMs;
  }

  /** How long closing waits for requests that are under way, 0 to 600,000. */
  public AdminApiContext drainTimeoutMs(final long value) {
    drainTimeoutMs = value;
    return this;
  }

  /** How long closing waits for requests that are under way, 0 to 600,000. */
  public long drainTimeoutMs() {
    return drainTimeoutMs;
  }

  /** Records that a journal follower may be behind and the gate still be called ready. */
  public AdminApiContext maxFollowerLag(final long value) {
    maxFollowerLag = value;
    return this;
  }

  /** Records that a journal follower may be behind and the gate still be called ready. */
  public long maxFollowerLag() {
    return maxFollowerLag;
  }

  /** Adds a consumer of the journal whose lag readiness depends on. */
  public AdminApiContext follower(final JournalFollower follower) {
    followers.add(follower);
    return this;
  }

  /** The consumers of the journal whose lag readiness depends on. */
  public List<JournalFollower> followers() {
    return List.copyOf(followers);
  }

  /** How the audit logs' remote copy is; may block on the disk. Empty where there is none. */
  public AdminApiContext auditBackup(final Supplier<Optional<AuditBackupView>> value) {
    auditBackup = value;
    return this;
  }

  /** How the audit logs' remote copy is; may block on the disk. Empty where there is none. */
  public Supplier<Optional<AuditBackupView>> auditBackup() {
    return auditBackup;
  }

  /** Whether the API can be reached from this machine only; known after {@link #conclude()}. */
  public boolean isLoopback() {
    return loopback;
  }

  /** Whether connections are encrypted. */
  public boolean isTls() {
    return tlsCertificate != null;
  }

  /**
   * Checks everything.
   *
   * @throws IllegalArgumentException with what to change where something does not fit, above all
   *     where the address can be reached from other machines and there is no TLS.
   */
  public void conclude() {
    ContextCheck.required("dataDirectory", dataDirectory);
    ContextCheck.required("identity", identity);
    ContextCheck.required("decisions", decisions);
    ContextCheck.required("audit", audit);
    ContextCheck.required("gate", gate);
    ContextCheck.required("idempotency", idempotency);
    ContextCheck.required("databaseProbe", databaseProbe);
    ContextCheck.required("clock", clock);
    ContextCheck.required("random", random);
    ContextCheck.required("software", software);
    ContextCheck.range("port", port, 0, MAX_PORT);
    ContextCheck.range("workerThreads", workerThreads, 1, MAX_WORKERS);
    ContextCheck.range("maxRequestsUnderWay", maxRequestsUnderWay, 1, MAX_AT_ONCE);
    ContextCheck.range("maxConnections", maxConnections, 1, MAX_AT_ONCE);
    ContextCheck.range(
        "requestTimeoutMs", requestTimeoutMs, MIN_REQUEST_TIMEOUT_MS, MAX_TIMEOUT_MS);
    ContextCheck.range("idleTimeoutMs", idleTimeoutMs, MIN_IDLE_TIMEOUT_MS, MAX_TIMEOUT_MS);
    ContextCheck.range("drainTimeoutMs", drainTimeoutMs, 0, MAX_TIMEOUT_MS);
    ContextCheck.range("maxFollowerLag", maxFollowerLag, 0, Long.MAX_VALUE);
    concludeTls();
    concludeHost();
    if (secrets == null) {
      secrets = SecretStore.open(dataDirectory.resolve("secrets"));
    }
    if (locator == null) {
      locator = GateLocator.ofDataDirectory(dataDirectory);
    }
  }

  private void concludeTls() {
    if ((tlsCertificate == null) != (tlsKey == null)) {
      throw new IllegalArgumentException("TLS wants both a certificate and a key, or neither");
    }
    if (isTls()) {
      ContextCheck.readable(tlsCertificate);
      ContextCheck.readable(tlsKey);
    }
  }

  private void concludeHost() {
    ContextCheck.required("host", host);
    try {
      loopback = InetAddress.getByName(host).isLoopbackAddress();
    } catch (final UnknownHostException unknown) {
      throw new IllegalArgumentException(host + " is no address of this machine", unknown);
    }
    if (!loopback && !isTls()) {
      throw new IllegalArgumentException(
          host
              + " can be reached from other machines, and there is no TLS: configure a certificate"
              + " and a key, or listen on "
              + DEFAULT_HOST);
    }
  }
}
