package io.tollgate.client;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.decision.Reason;
import java.util.Objects;

/**
 * A question that changes nothing.
 *
 * @param <R> what it is answered with.
 */
public sealed interface GateQuery<R extends GateReply> extends GateRequest<R>
    permits GateQuery.OfAgent, GateQuery.OfPermission, GateQuery.OfStatus {
  @Override
  default boolean isRepeatable() {
    return true;
  }

  /**
   * The state of one agent: of oneself, or of anyone by gate:query.
   *
   * @param chain of who asks, root first.
   * @param agentId of whom; 32 bytes, copied.
   */
  @SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
  record OfAgent(Chain chain, byte[] agentId) implements GateQuery<AgentSnapshot> {
    /** Refuses what no message can carry. */
    public OfAgent {
      Objects.requireNonNull(chain, "chain");
      agentId = WireBytes.copyOf("an agent id", agentId, LinkLayout.ID_LENGTH);
    }

    @Override
    public byte[] agentId() {
      return agentId.clone();
    }

    @Override
    public OfferResult offerTo(final GateSession session, final long correlationId) {
      return session.queries().offerAgentQuery(correlationId, chain, agentId);
    }

    @Override
    public Class<AgentSnapshot> replyType() {
      return AgentSnapshot.class;
    }

    @Override
    public AgentSnapshot refused(final Reason reason) {
      return AgentSnapshot.refused(reason);
    }
  }

  /**
   * The catalogue's entry for a permission.
   *
   * @param name product:verb, 1 to 64 bytes.
   */
  record OfPermission(String name) implements GateQuery<PermissionEntry> {
    /** Refuses what no message can carry. */
    public OfPermission {
      WireBytes.ofText("a permission's name", name, 1, WireBytes.MAX_NAME_LENGTH);
    }

    @Override
    public OfferResult offerTo(final GateSession session, final long correlationId) {
      return session.queries().offerPermissionQuery(correlationId, name);
    }

    @Override
    public Class<PermissionEntry> replyType() {
      return PermissionEntry.class;
    }

    @Override
    public PermissionEntry refused(final Reason reason) {
      return PermissionEntry.refused(reason);
    }
  }

  /** How the gate is. */
  record OfStatus() implements GateQuery<GateStatus> {
    @Override
    public OfferResult offerTo(final GateSession session, final long correlationId) {
      return session.queries().offerStatusQuery(correlationId);
    }

    @Override
    public Class<GateStatus> replyType() {
      return GateStatus.class;
    }

    @Override
    public GateStatus refused(final Reason reason) {
      return GateStatus.refused(reason);
    }
  }
}
