package io.tollgate.bench.peers.token;

import biscuit.format.schema.Schema;
import io.tollgate.bench.peers.question.Credential;
import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Question;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.biscuitsec.biscuit.crypto.KeyPair;
import org.biscuitsec.biscuit.datalog.RunLimits;
import org.biscuitsec.biscuit.error.Error;
import org.biscuitsec.biscuit.token.Authorizer;
import org.biscuitsec.biscuit.token.Biscuit;
import org.biscuitsec.biscuit.token.builder.Block;
import org.biscuitsec.biscuit.token.builder.Utils;

/**
 * biscuit-java: the authority's block gives rights, the lead's and the worker's blocks are one
 * check each. Checks can only narrow, so that a link which claims more has no effect.
 */
public final class BiscuitPeer implements Peer {
  /** Long enough for a pause of the machine not to be an answer. */
  private static final RunLimits LIMITS = new RunLimits(1_000, 100, Duration.ofSeconds(10));

  private final boolean keepsVerified;
  private final KeyPair keys = KeyPair.generate(Schema.PublicKey.Algorithm.Ed25519);
  private final KeyPair forgersKeys = KeyPair.generate(Schema.PublicKey.Algorithm.Ed25519);
  private final Authorizer preloaded = new Authorizer();

  /**
   * An authorizer.
   *
   * @param keepsVerified whether the token's signatures were verified before.
   */
  public BiscuitPeer(final boolean keepsVerified) {
    this.keepsVerified = keepsVerified;
    try {
      preloaded.add_policy("allow if operation($operation), right($operation)");
    } catch (final Error e) {
      throw new IllegalStateException(e);
    }
  }

  private Biscuit biscuit(final Credential credential) throws Error {
    final List<Delegation> links = Delegation.chain(credential);
    final org.biscuitsec.biscuit.token.builder.Biscuit authority =
        Biscuit.builder(credential == Credential.FORGED ? forgersKeys : keys);
    for (final String permission : links.get(0).permissions()) {
      authority.add_authority_fact("right(\"" + permission + "\")");
    }
    authority.add_authority_check(check(links.get(0)));
    Biscuit biscuit = authority.build();
    for (final Delegation link : links.subList(1, links.size())) {
      biscuit = biscuit.attenuate(new Block().add_check(check(link)));
    }
    return biscuit;
  }

  private static String check(final Delegation link) {
    final String permissions =
        link.permissions().stream()
            .map(permission -> '"' + permission + '"')
            .collect(Collectors.joining(", ", "[", "]"));
    final String check =
        "check if time($time), $time >= %s, $time < %s, operation($operation), %s.contains($operation)"
            .formatted(
                Instant.ofEpochSecond(link.notBeforeSeconds()),
                Instant.ofEpochSecond(link.expiresAtSeconds()),
                permissions);
    return link.scope().isEmpty() ? check : check + ", scope(\"" + link.scope() + "\")";
  }

  @Override
  public Ask prepare(final Question question) {
    final byte[] bytes;
    try {
      bytes = biscuit(question.credential()).serialize();
    } catch (final Error e) {
      throw new IllegalStateException(e);
    }
    final Biscuit verified = keepsVerified ? verify(bytes) : null;
    return () -> {
      final Biscuit biscuit = keepsVerified ? verified : verify(bytes);
      return biscuit != null && isAuthorized(biscuit, question);
    };
  }

  /** The token, or null where it is not by our key. */
  private Biscuit verify(final byte[] bytes) {
    try {
      return Biscuit.from_bytes(bytes, keys.public_key());
    } catch (final Error | GeneralSecurityException e) {
      return null;
    }
  }

  private boolean isAuthorized(final Biscuit biscuit, final Question question) {
    final Date now = Date.from(Instant.ofEpochSecond(question.nowSeconds()));
    try {
      preloaded
          .clone()
          .add_token(biscuit)
          .add_fact(Utils.fact("time", List.of(Utils.date(now))))
          .add_fact(Utils.fact("operation", List.of(Utils.string(question.permission()))))
          .add_fact(Utils.fact("scope", List.of(Utils.string(question.scope()))))
          .authorize(LIMITS);
      return true;
    } catch (final Error e) {
      return false;
    }
  }
}
