package io.tollgate.adminapi;

import io.tollgate.adminapi.access.AdminTokenFile;
import io.tollgate.adminapi.access.BearerAuthentication;
import io.tollgate.adminapi.access.TokenIssuer;
import io.tollgate.adminapi.access.TokenKey;
import io.tollgate.adminapi.access.TokenVerifier;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.adminapi.contract.ApiContract;
import io.tollgate.adminapi.health.HealthProbe;
import io.tollgate.adminapi.http.ApiServer;
import io.tollgate.adminapi.http.ServerSettings;
import io.tollgate.adminapi.idempotency.AnswerSeal;
import io.tollgate.adminapi.idempotency.OnceOnly;
import io.tollgate.adminapi.metrics.ApiMetrics;
import io.tollgate.adminapi.metrics.AuditBackupCollector;
import io.tollgate.adminapi.metrics.AuditGapCollector;
import io.tollgate.adminapi.metrics.DiskCollector;
import io.tollgate.adminapi.metrics.EngineCountersCollector;
import io.tollgate.adminapi.metrics.FollowerCollector;
import io.tollgate.adminapi.metrics.LatencyCollector;
import io.tollgate.adminapi.metrics.LookupCollector;
import io.tollgate.adminapi.metrics.QueueCollector;
import io.tollgate.adminapi.news.NewsPage;
import io.tollgate.adminapi.queue.DeferredWrites;
import io.tollgate.adminapi.queue.QueueCalls;
import io.tollgate.adminapi.queue.WriteQueue;
import io.tollgate.adminapi.queue.WriteRunner;
import io.tollgate.adminapi.refusal.RefusalLog;
import io.tollgate.adminapi.resource.AgentCalls;
import io.tollgate.adminapi.resource.AgentKeyCalls;
import io.tollgate.adminapi.resource.AuditCalls;
import io.tollgate.adminapi.resource.AuditedRefusals;
import io.tollgate.adminapi.resource.CheckCalls;
import io.tollgate.adminapi.resource.CustodyCalls;
import io.tollgate.adminapi.resource.DecisionCalls;
import io.tollgate.adminapi.resource.DelegationCalls;
import io.tollgate.adminapi.resource.JoinCalls;
import io.tollgate.adminapi.resource.KeyCalls;
import io.tollgate.adminapi.resource.LimitCalls;
import io.tollgate.adminapi.resource.PermissionCalls;
import io.tollgate.adminapi.resource.PrekeyCalls;
import io.tollgate.adminapi.resource.PriceCalls;
import io.tollgate.adminapi.resource.ReachCalls;
import io.tollgate.adminapi.resource.StatusCalls;
import io.tollgate.adminapi.resource.TenantCalls;
import io.tollgate.adminapi.resource.TokenCalls;
import io.tollgate.identity.IdentityService;
import io.tollgate.identity.lookup.AgentLookups;
import io.tollgate.secrets.SecretStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST API of the gate. {@link #start} returns once it listens; {@link #close} lets requests
 * that are under way finish and returns once it does not listen any more. Both on any one thread
 * that is not an event loop's.
 */
public final class AdminApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);
  private static final long START_TIMEOUT_MS = 60_000;
  private static final long STOP_SLACK_MS = 5_000;
  private static final long HOUSEKEEPING_MS = TimeUnit.HOURS.toMillis(1);
  private static final int EVENT_LOOPS = 2;

  private final AdminApiContext context;
  private final TokenKey tokenKey;
  private final AdminTokenFile adminToken;
  private final ApiMetrics metrics = new ApiMetrics();
  private final WriteQueue queue;
  private final WriteRunner queueRunner;
  private final Vertx vertx;
  private final RefusalLog refusals;
  private final ApiServer server;

  private AdminApi(final AdminApiContext context) {
    this.context = context;
    final SecretStore secrets = context.secrets();
    tokenKey = TokenKey.loadOrCreate(secrets.secret("jwt.key"));
    final TokenIssuer issuer = new TokenIssuer(tokenKey, context.clock(), context.random());
    final TokenVerifier verifier = new TokenVerifier(tokenKey, context.clock());
    adminToken =
        new AdminTokenFile(
            secrets.directory().resolve("admin.token"), issuer, verifier, context.clock());
    queue = openQueue(context, tokenKey);
    queueRunner = new WriteRunner(queue, context.clock());
    metrics.add(new QueueCollector(queue));
    metrics.add(new EngineCountersCollector(context.locator()));
    metrics.add(new LatencyCollector(context.dataDirectory()));
    metrics.add(new FollowerCollector(context.followers()));
    metrics.add(new AuditGapCollector(context.dataDirectory().resolve("audit")));
    if (context.lookups() != null) {
      metrics.add(new LookupCollector(context.lookups()));
    }
    metrics.add(new DiskCollector(context.dataDirectory()));
    metrics.add(new AuditBackupCollector(context.auditBackup()));
    refusals =
        new RefusalLog(
            new AuditedRefusals(context.audit().custody()),
            metrics,
            context.clock(),
            System::nanoTime);
    vertx = Vertx.vertx(vertxOptions(context));
    try {
      final WorkerExecutor workers =
          vertx.createSharedWorkerExecutor("tollgate-api-call", context.workerThreads());
      final HealthProbe probe =
          new HealthProbe(
              context.gate(),
              context.databaseProbe(),
              context.followers(),
              context.maxFollowerLag(),
              context.auditBackup());
      server =
          new ApiServer(
              vertx,
              await(ApiContract.load(vertx), START_TIMEOUT_MS),
              settings(context),
              workers,
              metrics,
              new BearerAuthentication(verifier),
              operations(issuer, probe),
              probe,
              refusals,
              new NewsPage(vertx, Optional.ofNullable(context.lookups()).map(AgentLookups::news)));
    } catch (final RuntimeException e) {
      release();
      throw e;
    }
  }

  /**
   * Starts the API: makes the token key where it is missing, sees to the admin token, and listens.
   *
   * @throws IllegalArgumentException where the context does not fit together.
   * @throws UncheckedIOException where a secret cannot be read or written.
   * @throws IllegalStateException where the address is taken, or the server does not start.
   */
  public static AdminApi start(final AdminApiContext context) {
    context.conclude();
    final AdminApi api = new AdminApi(context);
    api.listen();
    return api;
  }

  /** Where it can be reached. */
  public URI uri() {
    final String host = context.host().contains(":") ? "[" + context.host() + "]" : context.host();
    return URI.create((context.isTls() ? "https" : "http") + "://" + host + ":" + server.port());
  }

  /** Where a valid admin token lies, for whoever may read the data directory. */
  public Path adminTokenFile() {
    return adminToken.path();
  }

  /** Lets requests that are under way finish, within the drain time-out, then stops. */
  @Override
  public void close() {
    try {
      await(server.stop(), context.drainTimeoutMs() + STOP_SLACK_MS);
      refusals.flushAll();
    } finally {
      release();
    }
  }

  private void listen() {
    try {
      adminToken.refresh();
      listening();
      queueRunner.start();
    } catch (final RuntimeException e) {
      release();
      throw e;
    }
    vertx.setPeriodic(
        RefusalLog.FLUSH_EVERY_MS,
        timer ->
            vertx
                .executeBlocking(Executors.callable(refusals::flush), false)
                .onFailure(failure -> LOG.error("refusals were not written down", failure)));
    vertx.setPeriodic(
        HOUSEKEEPING_MS,
        timer -> {
          housekeeping("renewing the admin token", adminToken::refresh);
          housekeeping("forgetting old answers", context.idempotency()::purge);
        });
    LOG.info("the admin API listens on {}", uri());
  }

  private void listening() {
    try {
      await(server.start(), START_TIMEOUT_MS);
    } catch (final IllegalStateException e) {
      throw new IllegalStateException(
          "cannot listen on " + context.host() + ":" + context.port() + ": " + e.getMessage(), e);
    }
  }

  private void housekeeping(final String what, final Callable<?> work) {
    vertx
        .executeBlocking(work, false)
        .onFailure(failure -> LOG.error("{} failed; it is tried again in an hour", what, failure));
  }

  private void release() {
    try {
      await(vertx.close(), STOP_SLACK_MS);
    } finally {
      queueRunner.close();
      queue.close();
      metrics.close();
      tokenKey.close();
    }
  }

  private Operations operations(final TokenIssuer issuer, final HealthProbe probe) {
    final IdentityService identity = context.identity();
    final Operations operations = new Operations();
    new TenantCalls(identity.tenants()).register(operations);
    new AgentCalls(identity.agents()).register(operations);
    new ReachCalls(identity.reach()).register(operations);
    new JoinCalls(identity.joins()).register(operations);
    new AgentKeyCalls(identity.successions()).register(operations);
    new PrekeyCalls(identity.prekeys()).register(operations);
    new LimitCalls(identity.limits(), identity.agents()).register(operations);
    new PermissionCalls(identity.permissions()).register(operations);
    new DelegationCalls(identity.delegations()).register(operations);
    new KeyCalls(identity.keys()).register(operations);
    new PriceCalls(identity.prices()).register(operations);
    new DecisionCalls(context.decisions()).register(operations);
    new AuditCalls(context.audit().records()).register(operations);
    new CustodyCalls(context.audit().custody(), exportsOf(context.dataDirectory()))
        .register(operations);
    new CheckCalls(context.gate(), identity.permissions()).register(operations);
    new TokenCalls(issuer, context.gate()).register(operations);
    new StatusCalls(probe, context.software()).register(operations);
    new QueueCalls(queue).register(operations);
    final OnceOnly onceOnly = onceOnly(context, tokenKey);
    final DeferredWrites deferred = new DeferredWrites(queue, queueRunner);
    operations.wrapAll(
        (operationId, call) -> deferred.wrap(operationId, onceOnly.wrap(operationId, call)));
    return operations;
  }

  private static OnceOnly onceOnly(final AdminApiContext context, final TokenKey tokenKey) {
    final byte[] secret = tokenKey.seed();
    try {
      return new OnceOnly(context.idempotency(), new AnswerSeal(secret, context.random()));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** Where bundles are written before they are sent; what a crash left there goes. */
  private static Path exportsOf(final Path dataDirectory) {
    final Path directory = ownersOnly(dataDirectory.resolve("run").resolve("exports"));
    try (Stream<Path> left = Files.list(directory)) {
      for (final Path file : left.toList()) {
        Files.deleteIfExists(file);
      }
    } catch (final IOException e) {
      throw new UncheckedIOException("cannot clear " + directory, e);
    }
    return directory;
  }

  private static WriteQueue openQueue(final AdminApiContext context, final TokenKey tokenKey) {
    final Path directory = ownersOnly(context.dataDirectory().resolve("queue"));
    final byte[] secret = tokenKey.seed();
    try {
      return WriteQueue.open(
          directory.resolve("writes.queue"),
          new AnswerSeal(secret, context.random()),
          context.random(),
          context.clock());
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static Path ownersOnly(final Path directory) {
    try {
      return Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (final IOException e) {
      throw new UncheckedIOException("cannot make " + directory, e);
    }
  }

  private static ServerSettings settings(final AdminApiContext context) {
    return new ServerSettings(
        context.host(),
        context.port(),
        context.isLoopback(),
        Optional.ofNullable(context.tlsCertificate()),
        Optional.ofNullable(context.tlsKey()),
        context.maxRequestsUnderWay(),
        context.maxConnections(),
        context.requestTimeoutMs(),
        context.idleTimeoutMs(),
        context.drainTimeoutMs());
  }

  private static VertxOptions vertxOptions(final AdminApiContext context) {
    return new VertxOptions()
        .setEventLoopPoolSize(EVENT_LOOPS)
        .setWorkerPoolSize(context.workerThreads())
        .setInternalBlockingPoolSize(EVENT_LOOPS)
        .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false));
  }

  private static <T> T await(final Future<T> future, final long timeoutMs) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (final ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (final TimeoutException e) {
      throw new IllegalStateException("not done within " + timeoutMs + " ms", e);
    }
  }
}
