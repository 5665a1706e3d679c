package io.tollgate.adminapi.access;

import io.tollgate.support.secret.SecretFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a valid admin token in {@code secrets/admin.token}, so that whoever may read the data
 * directory can begin. It is issued anew when half of its life is over, or where the file is gone
 * or is no token of this key.
 */
public final class AdminTokenFile {
  /** How long one lives. */
  static final Duration LIFETIME = Duration.ofDays(7);

  private static final String SUBJECT = "admin";

  private final SecretFile file;
  private final TokenIssuer issuer;
  private final TokenVerifier verifier;
  private final InstantSource clock;

  /** Keeps a token in a file. */
  public AdminTokenFile(
      final Path file,
      final TokenIssuer issuer,
      final TokenVerifier verifier,
      final InstantSource clock) {
    this.file = new SecretFile(file);
    this.issuer = issuer;
    this.verifier = verifier;
    this.clock = clock;
  }

  /** Where it is. */
  public Path path() {
    return file.path();
  }

  /**
   * Makes sure that the file holds a token with at least half of its life before it.
   *
   * @return whether a new one was written.
   * @throws java.io.UncheckedIOException where the file cannot be read or written.
   */
  public boolean refresh() {
    if (isGood()) {
      return false;
    }
    file.replace(issuer.issue(SUBJECT, Set.of(Role.ADMIN), LIFETIME).token());
    return true;
  }

  private boolean isGood() {
    if (!Files.exists(file.path())) {
      return false;
    }
    final Optional<Boolean> good =
        verifier
            .expiryOf(file.read())
            .map(expiry -> expiry.isAfter(clock.instant().plus(LIFETIME.dividedBy(2))));
    return good.orElse(false);
  }
}
