package io.tollgate.engine.domain.decision;

import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.VerifiedLinkCache;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.domain.state.StateTouch;

/**
 * Reads what several requests are about to need. Most of a decision is waiting for memory, and each
 * thing that it needs is known only from the one before: link, agent, allowance, budget. For one
 * request they must be waited for in turn; for many requests all links are waited for together,
 * then all agents, then all the rest.
 *
 * <p>Decides nothing and changes nothing: what is read in vain costs time only. Requests beyond
 * {@link #MOST_REQUESTS} are passed over. Engine thread only; allocates nothing.
 */
public final class Lookahead {
  /** Requests between two readings. */
  public static final int MOST_REQUESTS = 64;

  private static final int NO_RESOURCE = 0;
  private static final int NO_LINK = -1;

  private final VerifiedLinkCache cache;
  private final StateTouch state;
  private final int[] links = new int[MOST_REQUESTS];
  private final int[] resources = new int[MOST_REQUESTS];
  private int count;

  Lookahead(final GateState state, final VerifiedLinkCache cache) {
    this.cache = cache;
    this.state = new StateTouch(state, MOST_REQUESTS);
  }

  /** A check of a chain will come. */
  public void chain(final ChainBytes chain) {
    if (count < MOST_REQUESTS) {
      add(chain, NO_RESOURCE);
    }
  }

  /** A use will come. */
  public void use(final UseRequest request) {
    if (count < MOST_REQUESTS) {
      final boolean isKnown = ResourceType.ofCode(request.resourceCode) != null;
      add(request.chain, isKnown ? request.resourceCode : NO_RESOURCE);
      state.id(request.idHigh, request.idLow);
    }
  }

  /** A settlement will come; which resource it is about is told by the reservation. */
  public void settlement(final SettleRequest request) {
    if (count < MOST_REQUESTS) {
      add(request.chain, NO_RESOURCE);
      state.reservation(request.idHigh, request.idLow);
    }
  }

  /** The links' reads wait together: nothing is asked of them here but where they are. */
  private void add(final ChainBytes chain, final int resource) {
    links[count] = cache.peek(chain.buffer(), chain.offset(), chain.length());
    resources[count++] = resource;
  }

  /** Reads all that is known to be needed. */
  public void read() {
    for (int i = 0; i < count; i++) {
      if (resources[i] == NO_RESOURCE) {
        readChain(links[i]);
      } else {
        readLimits(links[i], resources[i]);
      }
    }
    state.read();
    count = 0;
  }

  private void readChain(final int leaf) {
    if (leaf != NO_LINK) {
      state.agent(cache.peekAgent(leaf));
    }
  }

  private void readLimits(final int leaf, final int resource) {
    int link = leaf;
    if (link != NO_LINK) {
      state.allowance(cache.peekAgent(link), resource);
    }
    for (int hop = 0; link != NO_LINK && hop < LinkLayout.MAX_LINKS; hop++) {
      state.budget(cache.peekAgent(link));
      link = cache.peekAbove(link);
    }
  }
}
