package io.tollgate.adminapi.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import java.util.Set;

/** Issues tokens. Any thread. */
public final class TokenIssuer {
  /** Who issued a token. */
  static final String ISSUER = "tollgate";

  /** Whom a token is for. */
  static final String AUDIENCE = "tollgate-admin-api";

  /** The claim with the roles. */
  static final String ROLES = "roles";

  private static final int TOKEN_ID_BYTES = 16;

  private final Ed25519JwsSigner signer;
  private final JWSHeader header;
  private final InstantSource clock;
  private final SecureRandom random;

  /** Issues with a key. */
  public TokenIssuer(final TokenKey key, final InstantSource clock, final SecureRandom random) {
    this.signer = key.signer();
    this.header =
        new JWSHeader.Builder(JWSAlgorithm.EdDSA)
            .type(JOSEObjectType.JWT)
            .keyID(key.keyId())
            .build();
    this.clock = clock;
    this.random = random;
  }

  /**
   * A new token.
   *
   * @param lifetime whole seconds, from now on.
   */
  public IssuedToken issue(final String subject, final Set<Role> roles, final Duration lifetime) {
    final byte[] id = new byte[TOKEN_ID_BYTES];
    random.nextBytes(id);
    final String tokenId = HexFormat.of().formatHex(id);
    final Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    final Instant expiresAt = now.plus(lifetime);
    final JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(subject)
            .claim(ROLES, roles.stream().sorted().map(Role::text).toList())
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(expiresAt))
            .jwtID(tokenId)
            .build();
    final SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (final JOSEException impossible) {
      throw new IllegalStateException("a token could not be signed", impossible);
    }
    return new IssuedToken(token.serialize(), tokenId, expiresAt);
  }
}
