package io.tollgate.client;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.sbe.gate.AgentQueryEncoder;
import io.tollgate.sbe.gate.PermissionQueryEncoder;
import io.tollgate.sbe.gate.StatusQueryEncoder;

/** Offers queries in a {@link GateSession}, in its thread. */
public final class QuerySession {
  private static final int VAR = RequestClaim.VAR_LENGTH_FIELD;

  private final RequestClaim claim;
  private final AgentQueryEncoder agentQuery = new AgentQueryEncoder();
  private final PermissionQueryEncoder permissionQuery = new PermissionQueryEncoder();
  private final StatusQueryEncoder statusQuery = new StatusQueryEncoder();

  QuerySession(final RequestClaim claim) {
    this.claim = claim;
  }

  /**
   * Asks for an agent's state.
   *
   * @param correlationId comes back in the answer.
   * @param chain of who asks, root first.
   * @param agentId of whom; 32 bytes.
   * @return what became of it.
   */
  public OfferResult offerAgentQuery(
      final long correlationId, final Chain chain, final byte[] agentId) {
    WireBytes.requireLength("an agent id", agentId, LinkLayout.ID_LENGTH);
    final OfferResult result = claim.claim(AgentQueryEncoder.BLOCK_LENGTH, VAR + chain.length());
    if (!result.isSent()) {
      return result;
    }
    agentQuery
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .putAgentId(agentId, 0, LinkLayout.ID_LENGTH)
        .putChain(chain.buffer(), 0, chain.length());
    return claim.commit();
  }

  /**
   * Asks for the catalogue's entry for a permission.
   *
   * @param correlationId comes back in the answer.
   * @param name product:verb, 1 to 64 bytes.
   * @return what became of it.
   */
  public OfferResult offerPermissionQuery(final long correlationId, final String name) {
    final byte[] bytes =
        WireBytes.ofText("a permission's name", name, 1, WireBytes.MAX_NAME_LENGTH);
    final OfferResult result = claim.claim(PermissionQueryEncoder.BLOCK_LENGTH, VAR + bytes.length);
    if (!result.isSent()) {
      return result;
    }
    permissionQuery
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .putName(bytes, 0, bytes.length);
    return claim.commit();
  }

  /**
   * Asks how the gate is.
   *
   * @param correlationId comes back in the answer.
   * @return what became of it.
   */
  public OfferResult offerStatusQuery(final long correlationId) {
    final OfferResult result = claim.claim(StatusQueryEncoder.BLOCK_LENGTH, 0);
    if (!result.isSent()) {
      return result;
    }
    statusQuery
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId);
    return claim.commit();
  }
}
