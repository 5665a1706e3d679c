package io.tollgate.client;

import io.aeron.Aeron;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.sbe.gate.BulkCheckEncoder;
import io.tollgate.sbe.gate.CheckEncoder;
import io.tollgate.sbe.gate.CommitEncoder;
import io.tollgate.sbe.gate.ConsumeEncoder;
import io.tollgate.sbe.gate.ReleaseEncoder;
import io.tollgate.sbe.gate.ReserveEncoder;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/**
 * One conversation with a gate: offers go out one after the other without waiting, answers come
 * back in the order of the requests, each with the correlation id that its request was given.
 *
 * <p>One thread uses a session. Offering requests (other than bulks) and polling their answers
 * allocates nothing. There is no time-out and no reconnecting here: once {@link #isLost()}, what
 * was not answered never will be, and only a new session goes on. {@link TollgateClient} does all
 * that.
 */
public final class GateSession implements AutoCloseable {
  /** The highest bit of a permission. */
  public static final int MAX_PERMISSION = 127;

  /** Checks in a bulk at the most. */
  public static final int MAX_BULK_CHECKS = 64;

  private static final int VAR = RequestClaim.VAR_LENGTH_FIELD;

  private final SessionLink link;
  private final RequestClaim claim = new RequestClaim();
  private final QuerySession queries = new QuerySession(claim);
  private final CommandSession commands = new CommandSession(claim);
  private final AnswerDispatcher answers = new AnswerDispatcher();
  private final CheckEncoder check = new CheckEncoder();
  private final BulkCheckEncoder bulkCheck = new BulkCheckEncoder();
  private final ConsumeEncoder consume = new ConsumeEncoder();
  private final ReserveEncoder reserve = new ReserveEncoder();
  private final CommitEncoder commit = new CommitEncoder();
  private final ReleaseEncoder release = new ReleaseEncoder();

  private GateSession(final SessionLink link) {
    this.link = link;
  }

  /**
   * Begins to open a session, and does not wait: {@link #poll} brings it forward.
   *
   * @param aeron connected to the gate's media driver; stays the caller's. Where it is run by an
   *     invoker, the caller invokes it. Give it an error handler: Aeron's default one ends the JVM
   *     when the driver goes away.
   * @param channels of the gate.
   * @return a session that is not connected yet.
   */
  public static GateSession open(final Aeron aeron, final GateChannels channels) {
    return new GateSession(new SessionLink(aeron, channels));
  }

  /**
   * Opens a session and waits until a gate has taken it.
   *
   * @param aeron connected to the gate's media driver; stays the caller's.
   * @param channels of the gate.
   * @param timeoutNs how long to wait.
   * @return a connected session.
   * @throws GateUnavailableException if there is no gate in time, or it takes no more clients.
   */
  public static GateSession connect(
      final Aeron aeron, final GateChannels channels, final long timeoutNs) {
    final GateSession session = open(aeron, channels);
    final IdleStrategy idle = new SleepingMillisIdleStrategy(1);
    final long startNs = System.nanoTime();
    try {
      while (!session.link.advance()) {
        if (session.isLost() || System.nanoTime() - startNs > timeoutNs) {
          throw new GateUnavailableException(
              "no gate took the session in " + timeoutNs + " ns: " + session.link.progress());
        }
        if (aeron.conductorAgentInvoker() != null) {
          aeron.conductorAgentInvoker().invoke();
        }
        idle.idle();
      }
    } catch (final RuntimeException e) {
      session.close();
      throw e;
    }
    session.claim.publication(session.link.publication());
    return session;
  }

  /** Whether requests can be offered. */
  public boolean isConnected() {
    return link.isConnected();
  }

  /** Whether the gate went away or closed the session; final. */
  public boolean isLost() {
    return link.isLost();
  }

  /**
   * Takes answers.
   *
   * @param handler gets them; what it throws goes to Aeron's error handler.
   * @param limit answers at the most.
   * @return how many came; 0 too where the session was brought forward.
   */
  public int poll(final AnswerHandler handler, final int limit) {
    if (!link.isConnected()) {
      if (link.advance()) {
        claim.publication(link.publication());
      }
      return 0;
    }
    final int count = answers.poll(link.subscription(), handler, limit);
    if (count == 0) {
      link.watch();
    }
    return count;
  }

  /** Answers that were of no known form, and so were dropped. */
  public long unknownAnswers() {
    return answers.unknown();
  }

  /** The part that offers queries. */
  public QuerySession queries() {
    return queries;
  }

  /** The part that offers commands. */
  public CommandSession commands() {
    return commands;
  }

  /**
   * Offers a check.
   *
   * @param correlationId comes back in the answer.
   * @param chain root first.
   * @param permission bit, 0 to {@link #MAX_PERMISSION}.
   * @param scopeHash of the scope's text; 0 none.
   * @return what became of it.
   */
  public OfferResult offerCheck(
      final long correlationId, final Chain chain, final int permission, final long scopeHash) {
    requirePermission(permission);
    final OfferResult result = claim.claim(CheckEncoder.BLOCK_LENGTH, VAR + chain.length());
    if (!result.isSent()) {
      return result;
    }
    check
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .scopeHash(scopeHash)
        .permission((short) permission)
        .putChain(chain.buffer(), 0, chain.length());
    return claim.commit();
  }

  /**
   * Offers several checks of one chain.
   *
   * @param correlationId comes back in the answer.
   * @param chain root first.
   * @param permissions bits, a check each.
   * @param scopeHashes of the scopes' texts, a check each.
   * @param count how many of them, 1 to {@link #MAX_BULK_CHECKS}.
   * @return what became of it.
   */
  public OfferResult offerBulkCheck(
      final long correlationId,
      final Chain chain,
      final int[] permissions,
      final long[] scopeHashes,
      final int count) {
    if (count < 1 || count > MAX_BULK_CHECKS) {
      throw new IllegalArgumentException("a bulk of " + count + " checks");
    }
    for (int i = 0; i < count; i++) {
      requirePermission(permissions[i]);
    }
    final int groupLength =
        BulkCheckEncoder.ChecksEncoder.HEADER_SIZE
            + count * BulkCheckEncoder.ChecksEncoder.sbeBlockLength();
    final OfferResult result =
        claim.claim(BulkCheckEncoder.BLOCK_LENGTH, groupLength + VAR + chain.length());
    if (!result.isSent()) {
      return result;
    }
    final BulkCheckEncoder.ChecksEncoder checks =
        bulkCheck
            .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
            .correlationId(correlationId)
            .checksCount(count);
    for (int i = 0; i < count; i++) {
      checks.next().scopeHash(scopeHashes[i]).permission((short) permissions[i]);
    }
    bulkCheck.putChain(chain.buffer(), 0, chain.length());
    return claim.commit();
  }

  /**
   * Offers a use that is final.
   *
   * @param correlationId comes back in the answer.
   * @param chain root first.
   * @param eventIdHigh half of the event's id.
   * @param eventIdLow half of the event's id; both halves zero are no id.
   * @param permission bit, 0 to {@link #MAX_PERMISSION}.
   * @param scopeHash of the scope's text; 0 none.
   * @param resource code of the resource type.
   * @param amount units at the first rate.
   * @param outputAmount units at the second rate.
   * @param priceId unsigned; 0 free of charge.
   * @return what became of it.
   */
  public OfferResult offerConsume(
      final long correlationId,
      final Chain chain,
      final long eventIdHigh,
      final long eventIdLow,
      final int permission,
      final long scopeHash,
      final int resource,
      final long amount,
      final long outputAmount,
      final int priceId) {
    requirePermission(permission);
    final OfferResult result = claim.claim(ConsumeEncoder.BLOCK_LENGTH, VAR + chain.length());
    if (!result.isSent()) {
      return result;
    }
    consume
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .eventIdHigh(eventIdHigh)
        .eventIdLow(eventIdLow)
        .scopeHash(scopeHash)
        .amount(amount)
        .outputAmount(outputAmount)
        .priceId(Integer.toUnsignedLong(priceId))
        .permission((short) permission)
        .resource((short) resource)
        .putChain(chain.buffer(), 0, chain.length());
    return claim.commit();
  }

  /**
   * Offers a reservation.
   *
   * @param correlationId comes back in the answer.
   * @param chain root first.
   * @param reservationIdHigh half of the reservation's id.
   * @param reservationIdLow half of the reservation's id; both halves zero are no id.
   * @param permission bit, 0 to {@link #MAX_PERMISSION}.
   * @param scopeHash of the scope's text; 0 none.
   * @param resource code of the resource type.
   * @param amount units at the first rate at the most.
   * @param outputAmount units at the second rate at the most.
   * @param priceId unsigned; 0 free of charge.
   * @param lifetimeNs until it expires.
   * @return what became of it.
   */
  public OfferResult offerReserve(
      final long correlationId,
      final Chain chain,
      final long reservationIdHigh,
      final long reservationIdLow,
      final int permission,
      final long scopeHash,
      final int resource,
      final long amount,
      final long outputAmount,
      final int priceId,
      final long lifetimeNs) {
    requirePermission(permission);
    final OfferResult result = claim.claim(ReserveEncoder.BLOCK_LENGTH, VAR + chain.length());
    if (!result.isSent()) {
      return result;
    }
    reserve
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .reservationIdHigh(reservationIdHigh)
        .reservationIdLow(reservationIdLow)
        .scopeHash(scopeHash)
        .amount(amount)
        .outputAmount(outputAmount)
        .lifetimeNs(lifetimeNs)
        .priceId(Integer.toUnsignedLong(priceId))
        .permission((short) permission)
        .resource((short) resource)
        .putChain(chain.buffer(), 0, chain.length());
    return claim.commit();
  }

  /**
   * Offers to settle a reservation with what was used.
   *
   * @param correlationId comes back in the answer.
   * @param chain of the agent that reserved.
   * @param reservationIdHigh half of the reservation's id.
   * @param reservationIdLow half of the reservation's id.
   * @param amount units at the first rate.
   * @param outputAmount units at the second rate.
   * @return what became of it.
   */
  public OfferResult offerCommit(
      final long correlationId,
      final Chain chain,
      final long reservationIdHigh,
      final long reservationIdLow,
      final long amount,
      final long outputAmount) {
    final OfferResult result = claim.claim(CommitEncoder.BLOCK_LENGTH, VAR + chain.length());
    if (!result.isSent()) {
      return result;
    }
    commit
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .reservationIdHigh(reservationIdHigh)
        .reservationIdLow(reservationIdLow)
        .amount(amount)
        .outputAmount(outputAmount)
        .putChain(chain.buffer(), 0, chain.length());
    return claim.commit();
  }

  /**
   * Offers to settle a reservation of which nothing was used.
   *
   * @param correlationId comes back in the answer.
   * @param chain of the agent that reserved.
   * @param reservationIdHigh half of the reservation's id.
   * @param reservationIdLow half of the reservation's id.
   * @return what became of it.
   */
  public OfferResult offerRelease(
      final long correlationId,
      final Chain chain,
      final long reservationIdHigh,
      final long reservationIdLow) {
    final OfferResult result = claim.claim(ReleaseEncoder.BLOCK_LENGTH, VAR + chain.length());
    if (!result.isSent()) {
      return result;
    }
    release
        .wrapAndApplyHeader(claim.buffer(), claim.offset(), claim.header())
        .correlationId(correlationId)
        .reservationIdHigh(reservationIdHigh)
        .reservationIdLow(reservationIdLow)
        .putChain(chain.buffer(), 0, chain.length());
    return claim.commit();
  }

  static void requirePermission(final int permission) {
    if (permission < 0 || permission > MAX_PERMISSION) {
      throw new IllegalArgumentException("permission bit " + permission);
    }
  }

  /** Leaves the gate; what was not answered never will be. */
  @Override
  public void close() {
    link.close();
  }
}
