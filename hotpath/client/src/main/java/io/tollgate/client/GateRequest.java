package io.tollgate.client;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.ResourceType;
import java.util.List;
import java.util.Objects;

/**
 * Anything that can be asked of the gate. Immutable. What a field may hold is judged by the gate,
 * which answers with a reason; only what no message can carry is refused here, with an {@link
 * IllegalArgumentException}.
 *
 * @param <R> what it is answered with.
 */
public sealed interface GateRequest<R extends GateReply>
    permits GateRequest.ForDecision, GateRequest.BulkCheck, GateQuery {
  /** Offers it to a session, in the session's thread. */
  OfferResult offerTo(GateSession session, long correlationId);

  /** Whether sending it twice has the effect of sending it once. */
  boolean isRepeatable();

  /** What it is answered with. */
  Class<R> replyType();

  /** The reply that refuses it, for a reason other than OK. */
  R refused(Reason reason);

  /** A request that is answered with a decision. */
  sealed interface ForDecision extends GateRequest<GateAnswer>
      permits Check, Consume, Reserve, Commit, Release, AuthorizedCommand {
    @Override
    default Class<GateAnswer> replyType() {
      return GateAnswer.class;
    }

    @Override
    default GateAnswer refused(final Reason reason) {
      return GateAnswer.refused(reason);
    }
  }

  /**
   * May the chain's last agent use a permission now? Sent twice it is journaled twice, and changes
   * nothing else.
   *
   * @param chain root first.
   * @param permission bit in the catalogue, 0 to 127.
   * @param scopeHash of the scope's text, see {@link io.tollgate.engine.domain.chain.Scope}.
   */
  record Check(Chain chain, int permission, long scopeHash) implements ForDecision {
    /** Refuses what no message can carry. */
    public Check {
      Objects.requireNonNull(chain, "chain");
      GateSession.requirePermission(permission);
    }

    @Override
    public OfferResult offerTo(final GateSession session, final long correlationId) {
      return session.offerCheck(correlationId, chain, permission, scopeHash);
    }

    @Override
    public boolean isRepeatable() {
      return true;
    }
  }

  /**
   * What is used, under which permission.
   *
   * @param permission bit in the catalogue, 0 to 127.
   * @param scopeHash of the scope's text.
   * @param resource that is used.
   * @param amount units at the first rate (for llm.tokens: input tokens).
   * @param outputAmount units at the second rate (for llm.tokens: output tokens); 0 where there is
   *     one rate.
   * @param priceId entry of the price list, unsigned; 0 where the use is free of charge.
   */
  record Use(
      int permission,
      long scopeHash,
      ResourceType resource,
      long amount,
      long outputAmount,
      int priceId) {
    /** Refuses what no message can carry. */
    public Use {
      GateSession.requirePermission(permission);
      Objects.requireNonNull(resource, "resource");
    }
  }

  /**
   * Check, and record a use that is final.
   *
   * @param chain root first.
   * @param eventId of the use, which makes it count once.
   * @param use what was used.
   */
  record Consume(Chain chain, EventId eventId, Use use) implements ForDecision {
    /** Refuses what no message can carry. */
    public Consume {
      Objects.requireNonNull(chain, "chain");
      Objects.requireNonNull(eventId, "eventId");
      Objects.requireNonNull(use, "use");
    }

    @Override
    public OfferResult offerTo(final GateSession session, final long correlationId) {
      return session.offerConsume(
          correlationId,
          chain,
          eventId.high(),
          eventId.low(),
          use.permission(),
          use.scopeHash(),
          use.resource().code(),
          use.amount(),
          use.outputAmount(),
          use.priceId());
    }

    @Override
    public boolean isRepeatable() {
      return eventId.isPresent();
    }
  }

  /**
   * Check, and hold quota and budget until commit, release or expiry.
   *
   * @param chain root first.
   * @param reservationId of the reservation, which makes it hold once.
   * @param use the most that may be used.
   * @param lifetimeNs 1 ms to the gate's longest reservation (15 minutes unless configured).
   */
  record Reserve(Chain chain, EventId reservationId, Use use, long lifetimeNs)
      implements ForDecision {
    /** Refuses what no message can carry. */
    public Reserve {
      Objects.requireNonNull(chain, "chain");
      Objects.requireNonNull(reservationId, "reservationId");
      Objects.requireNonNull(use, "use");
    }

    @Override
    public OfferResult offerTo(final GateSession session, final long correlationId) {
      return session.offerReserve(
          correlationId,
          chain,
          reservationId.high(),
          reservationId.low(),
          use.permission(),
          use.scopeHash(),
          use.resource().code(),
          use.amount(),
          use.outputAmount(),
          use.priceId(),
          lifetimeNs);
    }

    @Override
    public boolean isRepeatable() {
      return reservationId.isPresent();
    }
  }

  /**
   * Settle a reservation with what was really used; at most what was reserved.
   *
   * @param chain of the agent that reserved; may have expired since.
   * @param reservationId of the reservation.
   * @param amount units at the first rate.
   * @param outputAmount units at the second rate.
   */
  record Commit(Chain chain, EventId reservationId, long amount, long outputAmount)
      implements ForDecision {
    /** Refuses what no message can carry. */
    public Commit {
      Objects.requireNonNull(chain, "chain");
      Objects.requireNonNull(reservationId, "reservationId");
    }

    @Override
    public OfferResult offerTo(final GateSession session, final long correlationId) {
      return session.offerCommit(
          correlationId, chain, reservationId.high(), reservationId.low(), amount, outputAmount);
    }

    @Override
    public boolean isRepeatable() {
      return reservationId.isPresent();
    }
  }

  /**
   * Settle a reservation of which nothing was used.
   *
   * @param chain of the agent that reserved; may have expired since.
   * @param reservationId of the reservation.
   */
  record Release(Chain chain, EventId reservationId) implements ForDecision {
    /** Refuses what no message can carry. */
    public Release {
      Objects.requireNonNull(chain, "chain");
      Objects.requireNonNull(reservationId, "reservationId");
    }

    @Override
    public OfferResult offerTo(final GateSession session, final long correlationId) {
      return session.offerRelease(correlationId, chain, reservationId.high(), reservationId.low());
    }

    @Override
    public boolean isRepeatable() {
      return reservationId.isPresent();
    }
  }

  /**
   * Several checks of one chain.
   *
   * @param chain root first.
   * @param items 1 to {@value GateSession#MAX_BULK_CHECKS}.
   */
  record BulkCheck(Chain chain, List<Item> items) implements GateRequest<BulkCheckAnswer> {
    /** Refuses what no message can carry. */
    public BulkCheck {
      Objects.requireNonNull(chain, "chain");
      items = List.copyOf(items);
      if (items.isEmpty() || items.size() > GateSession.MAX_BULK_CHECKS) {
        throw new IllegalArgumentException("a bulk of " + items.size() + " checks");
      }
    }

    @Override
    public OfferResult offerTo(final GateSession session, final long correlationId) {
      final int[] permissions = items.stream().mapToInt(Item::permission).toArray();
      final long[] scopeHashes = items.stream().mapToLong(Item::scopeHash).toArray();
      return session.offerBulkCheck(
          correlationId, chain, permissions, scopeHashes, permissions.length);
    }

    @Override
    public boolean isRepeatable() {
      return true;
    }

    @Override
    public Class<BulkCheckAnswer> replyType() {
      return BulkCheckAnswer.class;
    }

    @Override
    public BulkCheckAnswer refused(final Reason reason) {
      return BulkCheckAnswer.refused(reason);
    }

    /**
     * One of them.
     *
     * @param permission bit in the catalogue, 0 to 127.
     * @param scopeHash of the scope's text.
     */
    public record Item(int permission, long scopeHash) {
      /** Refuses what no message can carry. */
      public Item {
        GateSession.requirePermission(permission);
      }
    }
  }
}
