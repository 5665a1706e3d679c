package io.tollgate.identity;

/**
 * Who may act, on whose behalf, within which limits. The one door to this product.
 *
 * <p>Any thread may call; calls block on the gate or the database and belong on worker threads.
 * Writes go through the gate and answer with the journal position of their record; the read model
 * follows a moment later, so who must read what they wrote passes that position as {@code
 * atLeastPosition}. A read waits for it within bounds, else throws {@link
 * io.tollgate.support.error.StaleReadException}. 0 is no wait.
 *
 * <p>All that can go wrong is a {@link io.tollgate.support.error.ServiceException}. Expected
 * versions are an agent's {@code version}, or {@link #ANY_VERSION}.
 */
public interface IdentityService {
  /** As an expected version: whatever it is. */
  long ANY_VERSION = -1;

  /** Tenants. */
  Tenants tenants();

  /** Agents and their enrolment. */
  Agents agents();

  /** Who can reach what through whom. */
  Reach reach();

  /** One-time tokens by which agents join. */
  Joins joins();

  /** The keys that speak for agents. */
  Successions successions();

  /** Keys that agents leave for those who write to them. */
  Prekeys prekeys();

  /** Quotas and budgets of agents. */
  Limits limits();

  /** The catalogue of permissions. */
  Permissions permissions();

  /** The price list. */
  Prices prices();

  /** The keys that seal chains. */
  Keys keys();

  /** Who delegated what to whom. */
  Delegations delegations();

  /** The read model has applied every journal record up to and including this one. */
  long readPosition();
}
