package io.tollgate.bench.peers.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.bench.peers.question.Credential;
import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Question;
import io.tollgate.client.ChainVerifier;
import io.tollgate.client.RevocationList;
import io.tollgate.client.VerificationKeys;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.decision.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The gate's verifier in the caller's process: no quota, no record. */
public final class VerifierPeer implements Peer {
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final int USUAL_CACHE = 1024;

  private final Map<Credential, Chain> chains = new EnumMap<>(Credential.class);
  private final ChainVerifier verifier;

  /**
   * A verifier.
   *
   * @param remembers whether chains that were verified are remembered, as they are by default.
   */
  public VerifierPeer(final boolean remembers) {
    final SealedChains sealed = new SealedChains(KEY, Delegation.NOW_SECONDS);
    for (final Credential credential : Credential.values()) {
      chains.put(credential, sealed.chain(credential));
    }
    final VerificationKeys keys = new VerificationKeys();
    keys.add(SealedChains.KEY_ID, SealedChains.TENANT_ID, KEY);
    final RevocationList nobody =
        RevocationList.asOf(TimeUnit.SECONDS.toNanos(Delegation.NOW_SECONDS)).build();
    verifier =
        new ChainVerifier(
            keys,
            () -> nobody,
            new ChainVerifier.Settings(
                USUAL_CACHE,
                remembers ? TimeUnit.MINUTES.toNanos(5) : 0,
                TimeUnit.DAYS.toSeconds(366),
                Long.MAX_VALUE));
  }

  @Override
  public Ask prepare(final Question question) {
    final Chain chain = chains.get(question.credential());
    final int permission = Delegation.bit(question.permission());
    final long scopeHash = Scope.hash(question.scope());
    final long nowNs = TimeUnit.SECONDS.toNanos(question.nowSeconds());
    return () -> verifier.verify(chain, permission, scopeHash, nowNs) == Reason.OK;
  }
}
