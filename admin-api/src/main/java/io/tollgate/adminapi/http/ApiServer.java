package io.tollgate.adminapi.http;

import io.tollgate.adminapi.access.BearerAuthentication;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.adminapi.contract.ApiContract;
import io.tollgate.adminapi.docs.DocsPage;
import io.tollgate.adminapi.health.HealthPages;
import io.tollgate.adminapi.health.HealthProbe;
import io.tollgate.adminapi.metrics.ApiMetrics;
import io.tollgate.adminapi.news.NewsPage;
import io.tollgate.adminapi.refusal.RefusalLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The HTTP server. Started once, then stopped once. */
public final class ApiServer {
  private static final int MAX_REQUEST_LINE = 4_096;
  private static final int MAX_HEADERS = 8_192;
  private static final int BACKLOG = 128;
  private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

  private final ServerSettings settings;
  private final Admissions admissions;
  private final NewsPage news;
  private final AtomicInteger connections = new AtomicInteger();
  private final HttpServer server;

  /** A server that does not listen yet. */
  public ApiServer(
      final Vertx vertx,
      final ApiContract contract,
      final ServerSettings settings,
      final WorkerExecutor workers,
      final ApiMetrics metrics,
      final BearerAuthentication authentication,
      final Operations operations,
      final HealthProbe probe,
      final RefusalLog refusals,
      final NewsPage news) {
    this.settings = settings;
    this.news = news;
    admissions =
        new Admissions(
            settings.maxRequestsUnderWay(),
            context -> contract.isOpen(context.normalizedPath()),
            metrics);
    metrics.requestsUnderWay(admissions::underWay);
    final ApiRouter router =
        new ApiRouter(
            vertx, contract, settings, workers, metrics, authentication, admissions, refusals);
    final HealthPages health = new HealthPages(probe, workers, admissions::isDraining);
    server =
        vertx
            .createHttpServer(options(settings))
            .connectionHandler(this::onConnection)
            .invalidRequestHandler(new InvalidRequest(refusals))
            .requestHandler(router.create(operations, health, new DocsPage(), news));
  }

  /** Begins to listen. */
  public Future<Void> start() {
    return server.listen().mapEmpty();
  }

  /** The port that it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Lets nobody in any more, waits for requests that are under way, and stops. */
  public Future<Void> stop() {
    admissions.drain();
    news.close();
    return server.shutdown(settings.drainTimeoutMs(), TimeUnit.MILLISECONDS);
  }

  private void onConnection(final HttpConnection connection) {
    if (connections.incrementAndGet() > settings.maxConnections()) {
      connection.close();
    }
    connection.closeHandler(closed -> connections.decrementAndGet());
  }

  private static HttpServerOptions options(final ServerSettings settings) {
    final HttpServerOptions options =
        new HttpServerOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout((int) settings.idleTimeoutMs())
            .setMaxInitialLineLength(MAX_REQUEST_LINE)
            .setMaxHeaderSize(MAX_HEADERS)
            .setAcceptBacklog(BACKLOG)
            .setHttp2ClearTextEnabled(false)
            .setDecompressionSupported(false);
    if (settings.tls()) {
      options
          .setSsl(true)
          .setUseAlpn(true)
          .setEnabledSecureTransportProtocols(TLS_VERSIONS)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(settings.certificate().orElseThrow().toString())
                  .setKeyPath(settings.key().orElseThrow().toString()));
    }
    return options;
  }
}
