package io.tollgate.adminapi.gate;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A link of a chain as it was sent, not as it was verified.
 *
 * @param hop its place, root = 0.
 * @param linkId its id.
 * @param agentId to whom it delegates.
 * @param keyId the key that is said to have sealed it; unsigned.
 * @param permissions bits of the catalogue.
 * @param scopeHash 0 for everything.
 * @param notBefore from when on.
 * @param expiresAt until when, exclusive.
 * @param delegationsLeft how many links may follow.
 */
public record ChainHop(
    int hop,
    long linkId,
    AgentId agentId,
    int keyId,
    BitSet permissions,
    long scopeHash,
    Instant notBefore,
    Instant expiresAt,
    int delegationsLeft) {

  /** The links of a chain, root first. */
  public static List<ChainHop> of(final Chain chain) {
    final List<ChainHop> hops = new ArrayList<>();
    for (int hop = 0; hop < chain.links(); hop++) {
      hops.add(read(chain, hop));
    }
    return List.copyOf(hops);
  }

  private static ChainHop read(final Chain chain, final int hop) {
    final DirectBuffer buffer = chain.buffer();
    final int link = chain.linkOffset(hop);
    return new ChainHop(
        hop,
        LinkLayout.linkId(buffer, link),
        AgentId.of(chain.agentId(hop)),
        LinkLayout.keyId(buffer, link),
        BitSet.valueOf(
            new long[] {
              LinkLayout.permissionsLow(buffer, link), LinkLayout.permissionsHigh(buffer, link)
            }),
        LinkLayout.scopeHash(buffer, link),
        Instant.ofEpochSecond(LinkLayout.notBeforeSeconds(buffer, link)),
        Instant.ofEpochSecond(LinkLayout.expiresAtSeconds(buffer, link)),
        LinkLayout.delegationsLeft(buffer, link));
  }
}
