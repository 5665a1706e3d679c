package io.tollgate.engine;

import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.LinkSealer;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.command.CommandGuard;
import io.tollgate.engine.domain.command.Genesis;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The chain in the operator's file: one link, sealed by the gate's own key, that may command
 * everything. Sealed anew at a start when less than half of its life is left.
 */
final class OperatorChain {
  private static final Duration LIFETIME = Duration.ofDays(365);
  private static final long ALL_GATE_PERMISSIONS = 0xFFFF;
  private static final int DELEGATIONS_LEFT = LinkLayout.MAX_LINKS - 1;

  private final DataDirectory data;
  private final byte[] linkKey;

  OperatorChain(final DataDirectory data, final byte[] linkKey) {
    this.data = data;
    this.linkKey = linkKey;
  }

  /**
   * Makes sure that the file holds a chain that lasts.
   *
   * @param agentId of the operator, 32 bytes.
   * @param salt of the gate's own key.
   * @param now the wall clock's time.
   */
  void renew(final byte[] agentId, final byte[] salt, final Instant now) {
    if (lasts(agentId, now)) {
      return;
    }
    final HmacSha256Key key = new HmacSha256Key();
    new RootKeyDerivation(linkKey, HkdfSha256.create())
        .derive(Genesis.SYSTEM_KEY_ID, CommandGuard.SYSTEM_TENANT, salt, key);
    final LinkTerms terms =
        new LinkTerms(
            Genesis.SYSTEM_KEY_ID,
            linkId(),
            agentId,
            ALL_GATE_PERMISSIONS,
            0,
            Scope.NONE,
            now.getEpochSecond() - 1,
            now.plus(LIFETIME).getEpochSecond(),
            DELEGATIONS_LEFT);
    final Chain chain = new LinkSealer(HmacSha256.create()).sealRoot(terms, key);
    key.destroy();
    DataDirectory.writePrivate(data.operatorChain(), chain.toText() + "\n");
  }

  private static long linkId() {
    return new UnsafeBuffer(Secrets.random(Long.BYTES)).getLong(0) | 1;
  }

  private boolean lasts(final byte[] agentId, final Instant now) {
    if (!Files.exists(data.operatorChain())) {
      return false;
    }
    try {
      final Chain chain = Chain.ofText(DataDirectory.read(data.operatorChain()));
      final long expiresAt = LinkLayout.expiresAtSeconds(chain.buffer(), 0);
      return chain.links() == 1
          && Arrays.equals(chain.leafAgentId(), agentId)
          && expiresAt > now.plus(LIFETIME.dividedBy(2)).getEpochSecond();
    } catch (final IllegalArgumentException e) {
      return false;
    }
  }
}
