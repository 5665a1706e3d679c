package io.tollgate.adminapi.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the server listens. Times are in milliseconds.
 *
 * @param host address or name.
 * @param port 0 for any that is free.
 * @param loopback whether only this machine can reach it.
 * @param certificate PEM; with the key it turns TLS on.
 * @param key PEM.
 * @param maxRequestsUnderWay requests at once.
 * @param maxConnections connections at once.
 * @param requestTimeoutMs how long a request may take.
 * @param idleTimeoutMs how long a connection may be idle.
 * @param drainTimeoutMs how long closing waits for requests that are under way.
 */
public record ServerSettings(
    String host,
    int port,
    boolean loopback,
    Optional<Path> certificate,
    Optional<Path> key,
    int maxRequestsUnderWay,
    int maxConnections,
    long requestTimeoutMs,
    long idleTimeoutMs,
    long drainTimeoutMs) {

  /** Whether connections are encrypted. */
  public boolean tls() {
    return certificate.isPresent();
  }
}
