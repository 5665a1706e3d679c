package io.tollgate.engine.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.TestAgent;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class VerifiedLinkCacheTest {
  private final VerifiedLinkCache cache = new VerifiedLinkCache(VerifiedLinkCache.MIN_CAPACITY);

  private static Chain chain(final int number) {
    return Chains.root(Terms.to(new TestAgent("agent " + number, 1)));
  }

  private static Chain below(final Chain parent, final String name) {
    return Chains.child(parent, Terms.to(new TestAgent(name, 1)));
  }

  private boolean find(final Chain chain, final long nowNs) {
    return cache.find(chain.buffer(), 0, chain.links(), nowNs);
  }

  private void add(final Chain chain, final long validUntilNs) {
    for (int hop = 0; hop < chain.links(); hop++) {
      final boolean isLast = hop == chain.links() - 1;
      cache.add(
          chain.buffer(),
          chain.linkOffset(hop),
          hop,
          isLast,
          10 + hop,
          20 + hop,
          hop,
          validUntilNs);
    }
  }

  @Test
  void shouldFindWhatWasAddedUntilItsTimeIsUp() {
    final Chain chain = below(below(chain(1), "lead"), "worker");
    add(chain, 100);
    assertThat(find(chain, 99)).isTrue();
    for (int hop = 0; hop < 3; hop++) {
      assertThat(cache.agentSlot(hop)).isEqualTo(10 + hop);
      assertThat(cache.epoch(hop)).isEqualTo(20 + hop);
      assertThat(cache.keySlot(hop)).isEqualTo(hop);
    }
    assertThat(find(chain, 100)).isFalse();
  }

  @Test
  void shouldCompareEveryByteOfEveryLink() {
    final Chain chain = below(below(chain(1), "lead"), "worker");
    add(chain, 100);
    final byte[] bytes = Chains.bytes(chain);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 1;
      assertThat(cache.find(new UnsafeBuffer(bytes), 0, 3, 20)).as("byte %d", i).isFalse();
      bytes[i] ^= 1;
    }
    assertThat(cache.find(new UnsafeBuffer(bytes), 0, 3, 20)).isTrue();
  }

  @Test
  void shouldFindNeitherAPartOfAChainNorAChainInsideALongerOne() {
    final Chain root = chain(1);
    final Chain longer = below(root, "below");
    add(longer, 100);
    assertThat(find(root, 20)).isFalse();
    assertThat(find(Chains.without(longer, 1), 20)).isFalse();
    assertThat(find(Chains.first(longer, 1), 20)).isFalse();
    assertThat(find(Chains.concat(root, longer), 20)).isFalse();
  }

  @Test
  void shouldForgetAllThatHangsOnAForgottenLink() {
    final Chain lead = below(chain(1), "lead");
    final Chain one = below(lead, "one");
    final Chain other = below(lead, "other");
    add(one, 100);
    add(other, 100);
    assertThat(find(one, 20)).isTrue();
    cache.forget(1);
    assertThat(find(one, 20)).isFalse();
    assertThat(find(other, 20)).isFalse();
  }

  @Test
  void shouldNotBelieveAChildOfALinkThatWasAddedAnew() {
    final Chain lead = below(chain(1), "lead");
    final Chain one = below(lead, "one");
    final Chain other = below(lead, "other");
    add(one, 100);
    add(other, 100);
    assertThat(find(one, 20)).isTrue();
    cache.forget(1);
    add(other, 100);
    assertThat(find(other, 20)).isTrue();
    assertThat(find(one, 20)).as("its parent is the same, but was verified anew").isFalse();
    add(one, 100);
    assertThat(find(one, 20)).isTrue();
    assertThat(find(other, 20)).isTrue();
  }

  @Test
  void shouldRenewTheTimeOfAChainThatIsThere() {
    final Chain chain = below(chain(1), "lead");
    add(chain, 100);
    add(chain, 200);
    assertThat(find(chain, 150)).isTrue();
    add(chain, 120);
    assertThat(find(chain, 150)).isFalse();
  }

  /** Whatever was added, forgotten and pushed out: what is found was added just so. */
  @Property(tries = 100)
  void shouldOnlyEverFindWhatWasAdded(@ForAll final long seed) {
    final Random random = new Random(seed);
    final VerifiedLinkCache small = new VerifiedLinkCache(VerifiedLinkCache.MIN_CAPACITY);
    final Chain[] chains = new Chain[24];
    for (int i = 0; i < chains.length; i++) {
      chains[i] = i < 3 ? chain(i) : below(chains[random.nextInt(Math.min(i, 12))], "agent " + i);
    }
    final Map<Chain, Integer> epochs = new HashMap<>();
    for (int step = 0; step < 500; step++) {
      final Chain chain = chains[random.nextInt(chains.length)];
      final int links = chain.links();
      if (small.find(chain.buffer(), 0, links, 0)) {
        assertThat(epochs).containsKey(chain);
        assertThat(small.epoch(links - 1)).isEqualTo(epochs.get(chain));
        if (random.nextInt(8) == 0) {
          small.forget(random.nextInt(links));
          assertThat(small.find(chain.buffer(), 0, links, 0)).isFalse();
        }
      } else {
        for (int hop = 0; hop < links; hop++) {
          final boolean isLast = hop == links - 1;
          small.add(chain.buffer(), chain.linkOffset(hop), hop, isLast, hop, step, 0, 1);
        }
        epochs.put(chain, step);
      }
    }
  }

  @Test
  void shouldHoldNoMoreThanItsCapacity() {
    final Chain[] chains = new Chain[200];
    for (int i = 0; i < chains.length; i++) {
      chains[i] = chain(i);
      add(chains[i], 100);
      assertThat(find(chains[i], 20)).isTrue();
    }
    int found = 0;
    for (final Chain chain : chains) {
      found += find(chain, 20) ? 1 : 0;
    }
    assertThat(found).isLessThanOrEqualTo(VerifiedLinkCache.MIN_CAPACITY);
  }

  @Test
  void shouldPushOutWhatIsNotAskedForFirst() {
    final Chain busy = chain(0);
    add(busy, 100);
    for (int i = 1; i < 200; i++) {
      assertThat(find(busy, 20)).isTrue();
      add(chain(i), 100);
    }
  }

  @Test
  void shouldForgetAllWhenCleared() {
    final Chain chain = chain(1);
    add(chain, 100);
    cache.clear();
    assertThat(find(chain, 20)).isFalse();
  }

  @Test
  void shouldRefuseACapacityOutOfRange() {
    assertThatThrownBy(() -> new VerifiedLinkCache(VerifiedLinkCache.MIN_CAPACITY - 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new VerifiedLinkCache(VerifiedLinkCache.MAX_CAPACITY + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
