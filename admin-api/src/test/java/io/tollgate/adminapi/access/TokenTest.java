package io.tollgate.adminapi.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.secrets.SecretStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

  @TempDir private Path secrets;
  private Instant now = START;
  private TokenKey key;
  private TokenIssuer issuer;
  private TokenVerifier verifier;

  @BeforeEach
  void makeKey() {
    key = TokenKey.loadOrCreate(SecretStore.open(secrets).secret("jwt.key"));
    issuer = new TokenIssuer(key, () -> now, new SecureRandom());
    verifier = new TokenVerifier(key, () -> now);
  }

  @Test
  void shouldTellTheCallerOfItsOwnToken() {
    final IssuedToken token =
        issuer.issue("alice", EnumSet.of(Role.AUDITOR, Role.OPERATOR), Duration.ofMinutes(1));

    assertThat(verifier.verify(token.token()))
        .hasValue(new Caller("alice", Set.of(Role.AUDITOR, Role.OPERATOR), token.tokenId()));
    assertThat(token.expiresAt()).isEqualTo(START.plusSeconds(60));
    assertThat(token.toString()).doesNotContain(token.token());
  }

  @Test
  void shouldRefuseTokenFromItsLastSecondOn() {
    final String token = issuer.issue("alice", Set.of(Role.ADMIN), Duration.ofMinutes(1)).token();

    now = START.plusSeconds(59);
    assertThat(verifier.verify(token)).isPresent();
    now = START.plusSeconds(60);
    assertThat(verifier.verify(token)).isEmpty();
  }

  @Test
  void shouldRefuseTokenBeforeItsTime() {
    final String token = issuer.issue("alice", Set.of(Role.ADMIN), Duration.ofMinutes(1)).token();

    now = START.minusSeconds(1);

    assertThat(verifier.verify(token)).isEmpty();
  }

  @Test
  void shouldRefuseTokenOfAnotherKey() {
    final TokenKey other = TokenKey.loadOrCreate(SecretStore.open(secrets).secret("other.key"));
    final String token =
        new TokenIssuer(other, () -> now, new SecureRandom())
            .issue("alice", Set.of(Role.ADMIN), Duration.ofMinutes(1))
            .token();

    assertThat(verifier.verify(token)).isEmpty();
  }

  @Test
  void shouldRefuseTokenWithoutSignature() {
    final String token = issuer.issue("alice", Set.of(Role.ADMIN), Duration.ofMinutes(1)).token();
    final String claims = token.split("\\.", -1)[1];
    final String none = encoded("{\"alg\":\"none\"}");

    assertThat(verifier.verify(none + "." + claims + ".")).isEmpty();
    assertThat(verifier.verify(none + "." + claims + "." + token.split("\\.", -1)[2])).isEmpty();
    assertThat(verifier.verify(token.substring(0, token.lastIndexOf('.') + 1))).isEmpty();
  }

  @Test
  void shouldRefuseHmacKeyedWithThePublicKey() throws Exception {
    final byte[] publicKey;
    try (Ed25519KeyPair pair = Ed25519KeyPair.fromSeed(key.seed())) {
      publicKey = pair.publicKey();
    }
    final SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
    jwt.sign(new MACSigner(publicKey));

    assertThat(verifier.verify(jwt.serialize())).isEmpty();
  }

  @Test
  void shouldRefuseChangedClaimsAndChangedSignatures() {
    final String token = issuer.issue("alice", Set.of(Role.AUDITOR), Duration.ofMinutes(1)).token();
    final String[] parts = token.split("\\.", -1);
    final String claims = new String(new Base64URL(parts[1]).decode(), StandardCharsets.UTF_8);
    final byte[] signature = new Base64URL(parts[2]).decode();

    assertThat(
            verifier.verify(
                parts[0] + "." + encoded(claims.replace("auditor", "admin")) + "." + parts[2]))
        .isEmpty();
    for (int i = 0; i < signature.length; i++) {
      final byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertThat(verifier.verify(parts[0] + "." + parts[1] + "." + Base64URL.encode(changed)))
          .isEmpty();
    }
  }

  @Test
  void shouldRefuseSignaturesThatAreNotExactly64Bytes() {
    final String token = issuer.issue("alice", Set.of(Role.ADMIN), Duration.ofMinutes(1)).token();
    final int lastDot = token.lastIndexOf('.');
    final byte[] signature = new Base64URL(token.substring(lastDot + 1)).decode();

    assertThat(
            verifier.verify(
                token.substring(0, lastDot + 1) + Base64URL.encode(Arrays.copyOf(signature, 65))))
        .isEmpty();
    assertThat(
            verifier.verify(
                token.substring(0, lastDot + 1) + Base64URL.encode(Arrays.copyOf(signature, 63))))
        .isEmpty();
  }

  @Test
  void shouldRefuseOtherSpellingsOfTheSameSignature() {
    final String token = issuer.issue("alice", Set.of(Role.ADMIN), Duration.ofMinutes(1)).token();

    assertThat(verifier.verify(token + "=")).isEmpty();
    assertThat(verifier.verify(token.replaceFirst("\\.", ".\n"))).isEmpty();
    assertThat(
            verifier.verify(
                token.substring(0, token.length() - 4) + "+" + token.substring(token.length() - 4)))
        .isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoToken() {
    for (final String text :
        List.of("", ".", "..", "...", "a.b.c", "{}", "\u0000", "x".repeat(100_000))) {
      assertThat(verifier.verify(text)).isEmpty();
    }
  }

  @Test
  void shouldRefuseSignedTokensThatLackWhatTheyMustHave() throws Exception {
    assertThat(verifier.verify(signed(claims()))).isPresent();
    assertThat(verifier.verify(signed(claims().issuer("somebody")))).isEmpty();
    assertThat(verifier.verify(signed(claims().audience("somebody")))).isEmpty();
    assertThat(verifier.verify(signed(claims().audience((String) null)))).isEmpty();
    assertThat(verifier.verify(signed(claims().expirationTime(null)))).isEmpty();
    assertThat(verifier.verify(signed(claims().notBeforeTime(null)))).isEmpty();
    assertThat(verifier.verify(signed(claims().jwtID(null)))).isEmpty();
    assertThat(verifier.verify(signed(claims().subject(null)))).isEmpty();
    assertThat(verifier.verify(signed(claims().subject("x".repeat(65))))).isEmpty();
    assertThat(verifier.verify(signed(claims().subject("a\nb")))).isEmpty();
    assertThat(verifier.verify(signed(claims().claim("roles", List.of())))).isEmpty();
    assertThat(verifier.verify(signed(claims().claim("roles", List.of("root"))))).isEmpty();
    assertThat(verifier.verify(signed(claims().claim("roles", "admin")))).isEmpty();
    assertThat(verifier.verify(signed(claims().claim("roles", List.of(1))))).isEmpty();
  }

  @Test
  void shouldRefuseTokensWithCriticalParametersThatItDoesNotKnow() throws Exception {
    final JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.EdDSA)
            .criticalParams(Set.of("exp"))
            .customParam("exp", 1)
            .build();
    final SignedJWT jwt = new SignedJWT(header, claims().build());
    jwt.sign(key.signer());

    assertThat(verifier.verify(jwt.serialize())).isEmpty();
  }

  @Test
  void shouldKeepItsKeyForTheOwnerAlone() throws Exception {
    final Path file = secrets.resolve("jwt.key");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(TokenKey.loadOrCreate(SecretStore.open(secrets).secret("jwt.key")).keyId())
        .isEqualTo(key.keyId());

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> TokenKey.loadOrCreate(SecretStore.open(secrets).secret("jwt.key")))
        .hasMessageContaining("open to others");
  }

  @Test
  void shouldRefuseFileThatIsNoKey() throws Exception {
    final Path file = secrets.resolve("jwt.key");
    Files.writeString(file, "secret-that-is-not-sealed");
    assertThatThrownBy(() -> TokenKey.loadOrCreate(SecretStore.open(secrets).secret("jwt.key")))
        .hasMessageContaining("is not sealed")
        .hasMessageNotContaining("secret-that");
  }

  @Test
  void shouldIssueTheAdminTokenAnewWhenHalfOfItsLifeIsOver() throws Exception {
    final Path path = secrets.resolve("admin.token");
    final AdminTokenFile file = new AdminTokenFile(path, issuer, verifier, () -> now);

    assertThat(file.refresh()).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    final String first = Files.readString(path).strip();
    assertThat(verifier.verify(first))
        .hasValueSatisfying(caller -> assertThat(caller.roles()).containsExactly(Role.ADMIN));
    assertThat(file.refresh()).isFalse();

    now = START.plus(AdminTokenFile.LIFETIME.dividedBy(2));
    assertThat(file.refresh()).isTrue();
    final String second = Files.readString(path).strip();
    now = START.plus(AdminTokenFile.LIFETIME);
    assertThat(verifier.verify(first)).isEmpty();
    assertThat(verifier.verify(second)).isPresent();
  }

  @Test
  void shouldReplaceAnAdminTokenOfAnotherKey() throws Exception {
    final Path path = secrets.resolve("admin.token");
    final TokenKey other = TokenKey.loadOrCreate(SecretStore.open(secrets).secret("other.key"));
    new AdminTokenFile(
            path,
            new TokenIssuer(other, () -> now, new SecureRandom()),
            new TokenVerifier(other, () -> now),
            () -> now)
        .refresh();

    assertThat(new AdminTokenFile(path, issuer, verifier, () -> now).refresh()).isTrue();
    assertThat(verifier.verify(Files.readString(path).strip())).isPresent();
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("tollgate")
        .audience("tollgate-admin-api")
        .subject("alice")
        .claim("roles", List.of("admin"))
        .issueTime(Date.from(now))
        .notBeforeTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(60)))
        .jwtID("00");
  }

  private String signed(final JWTClaimsSet.Builder claims) throws Exception {
    final SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.EdDSA), claims.build());
    final JWSSigner signer = key.signer();
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static String encoded(final String text) {
    return Base64URL.encode(text).toString();
  }
}
