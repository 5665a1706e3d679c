package io.tollgate.adminapi.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import io.tollgate.support.Actor;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the caller of a token, or that it is none of this gate's. Why is not said: who holds a true
 * token has no use for it. Any thread; one verification is about 100 microseconds.
 */
public final class TokenVerifier {
  /** The longest token that is looked at, in characters. */
  static final int MAX_TOKEN_LENGTH = 4_096;

  private static final Set<String> REQUIRED =
      Set.of("sub", "iat", "nbf", "exp", "jti", TokenIssuer.ROLES);

  private final Ed25519JwsVerifier verifier;
  private final DefaultJWTClaimsVerifier<SecurityContext> claimsVerifier;

  /** Verifies with a key's public half. */
  public TokenVerifier(final TokenKey key, final InstantSource clock) {
    this.verifier = key.verifier();
    this.claimsVerifier = new ClaimsVerifier(clock);
    // One clock wrote the token and reads it.
    this.claimsVerifier.setMaxClockSkew(0);
  }

  /**
   * The caller; empty where the token is malformed, forged, for somebody else, or out of its time.
   */
  public Optional<Caller> verify(final String token) {
    return claims(token).flatMap(TokenVerifier::caller);
  }

  /** When a token expires; empty where it is not valid now. */
  Optional<Instant> expiryOf(final String token) {
    return claims(token).map(claims -> claims.getExpirationTime().toInstant());
  }

  private Optional<JWTClaimsSet> claims(final String token) {
    if (token.length() > MAX_TOKEN_LENGTH) {
      return Optional.empty();
    }
    try {
      final SignedJWT jwt = SignedJWT.parse(token);
      if (!jwt.verify(verifier)) {
        return Optional.empty();
      }
      final JWTClaimsSet claims = jwt.getJWTClaimsSet();
      claimsVerifier.verify(claims, null);
      return Optional.of(claims);
    } catch (final ParseException
        | JOSEException
        | BadJWTException
        | IllegalArgumentException
        | IllegalStateException notOurs) {
      return Optional.empty();
    }
  }

  private static Optional<Caller> caller(final JWTClaimsSet claims) {
    try {
      final List<String> names = claims.getStringListClaim(TokenIssuer.ROLES);
      final Set<Role> roles = EnumSet.noneOf(Role.class);
      names.forEach(name -> Role.ofText(name).ifPresent(roles::add));
      if (roles.isEmpty()) {
        return Optional.empty();
      }
      final Actor actor = new Actor(claims.getSubject());
      return Optional.of(new Caller(actor.subject(), roles, claims.getJWTID()));
    } catch (final ParseException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private static final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final InstantSource clock;

    ClaimsVerifier(final InstantSource clock) {
      super(
          TokenIssuer.AUDIENCE,
          new JWTClaimsSet.Builder().issuer(TokenIssuer.ISSUER).build(),
          REQUIRED);
      this.clock = clock;
    }

    @Override
    protected Date currentTime() {
      // Both bounds exclude the present there. A token is good from its first instant on, and is
      // given up a millisecond early.
      return Date.from(clock.instant().plusMillis(1));
    }
  }
}
