package io.tollgate.identity.lookup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The newest changes of agents, for those who keep what they read. Who comes back too late is told
 * so. Any thread.
 */
public final class NewsRing {
  /** The most notices that are kept. */
  static final int MAX_KEPT = 16_384;

  /** The most notices in one piece of news. */
  public static final int MAX_AT_ONCE = 1_000;

  private final Deque<AgentNotice> kept = new ArrayDeque<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private long epoch;
  private long position;
  private long completeAfter;
  private boolean isFollowing;

  /** Forgets everything: a new epoch, in which everything after a position will come. */
  void begin(final long newEpoch, final long at) {
    synchronized (this) {
      epoch = newEpoch;
      position = at;
      completeAfter = at;
      isFollowing = false;
      kept.clear();
    }
    tell();
  }

  /** Takes in a change, which is told when its batch was followed. */
  synchronized void add(final AgentNotice notice) {
    kept.addLast(notice);
    if (kept.size() > MAX_KEPT) {
      completeAfter = kept.removeFirst().position();
    }
  }

  /** Everything up to a position was taken in. */
  void followed(final long upTo, final boolean isNewest) {
    final boolean isNews;
    synchronized (this) {
      isNews =
          (!kept.isEmpty() && kept.peekLast().position() > position) || (isNewest && !isFollowing);
      position = upTo;
      isFollowing = isNewest || isFollowing;
    }
    if (isNews) {
      tell();
    }
  }

  /** The journal cannot be followed just now. */
  synchronized void lost() {
    isFollowing = false;
  }

  private void tell() {
    listeners.forEach(Runnable::run);
  }

  /** Whether the journal is followed, so that silence means that nothing changed. */
  public synchronized boolean isFollowing() {
    return isFollowing;
  }

  /**
   * What changed after a position, at most {@value #MAX_AT_ONCE} notices.
   *
   * @param ofEpoch the epoch of that position; of another one the news is broken.
   */
  public synchronized AgentNews since(final long ofEpoch, final long after) {
    if (ofEpoch != epoch || after < completeAfter || after > position) {
      return new AgentNews(epoch, position, true, List.of());
    }
    final List<AgentNotice> notices = new ArrayList<>();
    for (final AgentNotice notice : kept) {
      if (notice.position() > position) {
        break;
      }
      if (notice.position() > after) {
        if (notices.size() == MAX_AT_ONCE) {
          return new AgentNews(epoch, notices.get(MAX_AT_ONCE - 1).position(), false, notices);
        }
        notices.add(notice);
      }
    }
    return new AgentNews(epoch, position, false, notices);
  }

  /** Calls somebody when there is news, by the thread that follows the journal: be quick. */
  public void onNews(final Runnable listener) {
    listeners.add(listener);
  }
}
