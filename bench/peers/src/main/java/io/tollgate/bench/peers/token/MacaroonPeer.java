package io.tollgate.bench.peers.token;

import com.github.nitram509.jmacaroons.GeneralCaveatVerifier;
import com.github.nitram509.jmacaroons.GeneralSecurityRuntimeException;
import com.github.nitram509.jmacaroons.Macaroon;
import com.github.nitram509.jmacaroons.MacaroonsBuilder;
import com.github.nitram509.jmacaroons.MacaroonsSerializer;
import com.github.nitram509.jmacaroons.MacaroonsVerifier;
import com.github.nitram509.jmacaroons.NotDeSerializableException;
import io.tollgate.bench.peers.question.Credential;
import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Question;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * jmacaroons: the lead and the worker are caveats on the authority's macaroon. Caveats can only
 * narrow, so that a link which claims more has no effect.
 */
public final class MacaroonPeer implements Peer {
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FORGERS_KEY =
      "somebody else's key, of 32 bytes".getBytes(StandardCharsets.US_ASCII);
  private static final String BEFORE = "time < ";
  private static final String FROM = "time >= ";
  private static final String PERMISSIONS = "permission in ";
  private static final String SCOPE = "scope = ";

  private final boolean keepsParsed;

  /**
   * A verifier.
   *
   * @param keepsParsed whether the macaroon was parsed before; its MACs are computed all the same.
   */
  public MacaroonPeer(final boolean keepsParsed) {
    this.keepsParsed = keepsParsed;
  }

  private static Macaroon macaroon(final Credential credential) {
    final byte[] key = credential == Credential.FORGED ? FORGERS_KEY : KEY;
    final List<Delegation> links = Delegation.chain(credential);
    MacaroonsBuilder builder = Macaroon.builder("tollgate", key, links.get(0).agent());
    for (final Delegation link : links) {
      builder =
          builder
              .addCaveat(PERMISSIONS + String.join(",", link.permissions()))
              .addCaveat(FROM + link.notBeforeSeconds())
              .addCaveat(BEFORE + link.expiresAtSeconds());
      if (!link.scope().isEmpty()) {
        builder = builder.addCaveat(SCOPE + link.scope());
      }
    }
    return builder.build();
  }

  @Override
  public Ask prepare(final Question question) {
    final Macaroon macaroon = macaroon(question.credential());
    final String text = macaroon.serialize(MacaroonsSerializer.V2);
    return () -> {
      try {
        return isValid(
            keepsParsed ? macaroon : Macaroon.deserialize(text, MacaroonsSerializer.V2), question);
      } catch (final NotDeSerializableException | GeneralSecurityRuntimeException e) {
        return false;
      }
    };
  }

  private static boolean isValid(final Macaroon macaroon, final Question question) {
    return new MacaroonsVerifier(macaroon)
        .satisfyExact(SCOPE + question.scope())
        .satisfyGeneral(permission(question.permission()))
        .satisfyGeneral(time(question.nowSeconds()))
        .isValid(KEY);
  }

  private static GeneralCaveatVerifier permission(final String asked) {
    return caveat ->
        caveat.startsWith(PERMISSIONS)
            && Set.of(caveat.substring(PERMISSIONS.length()).split(",", -1)).contains(asked);
  }

  private static GeneralCaveatVerifier time(final long nowSeconds) {
    return caveat -> {
      if (caveat.startsWith(BEFORE)) {
        return nowSeconds < Long.parseLong(caveat, BEFORE.length(), caveat.length(), 10);
      }
      return caveat.startsWith(FROM)
          && nowSeconds >= Long.parseLong(caveat, FROM.length(), caveat.length(), 10);
    };
  }
}
