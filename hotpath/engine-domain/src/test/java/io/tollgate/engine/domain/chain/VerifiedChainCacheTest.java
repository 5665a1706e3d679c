package io.tollgate.engine.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.TestAgent;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class VerifiedChainCacheTest {
  private final VerifiedChainCache cache = new VerifiedChainCache(4);

  private static Chain chain(final int number) {
    return Chains.root(Terms.to(new TestAgent("agent " + number, 1)));
  }

  private int find(final Chain chain, final long nowNs) {
    return cache.find(chain.buffer(), 0, chain.length(), nowNs);
  }

  private int add(final Chain chain, final long validUntilNs, final long nowNs) {
    return cache.add(chain.buffer(), 0, chain.length(), validUntilNs, nowNs);
  }

  @Test
  void shouldFindWhatWasAddedUntilItsTimeIsUp() {
    final Chain chain = chain(1);
    final int entry = add(chain, 100, 10);
    cache.setHop(entry, 0, 3, 4, 5);
    assertThat(find(chain, 99)).isEqualTo(entry);
    assertThat(cache.agentSlot(entry, 0)).isEqualTo(3);
    assertThat(cache.epoch(entry, 0)).isEqualTo(4);
    assertThat(cache.keySlot(entry, 0)).isEqualTo(5);
    assertThat(find(chain, 100)).isEqualTo(VerifiedChainCache.MISS);
  }

  @Test
  void shouldCompareEveryByte() {
    final Chain chain = chain(1);
    add(chain, 100, 10);
    final byte[] bytes = Chains.bytes(chain);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 1;
      assertThat(cache.find(new UnsafeBuffer(bytes), 0, bytes.length, 20))
          .as("byte %d", i)
          .isEqualTo(VerifiedChainCache.MISS);
      bytes[i] ^= 1;
    }
    assertThat(cache.find(new UnsafeBuffer(bytes), 0, bytes.length, 20)).isNotNegative();
  }

  @Test
  void shouldNotFindAChainInsideALongerOne() {
    final Chain chain = chain(1);
    final Chain longer = Chains.child(chain, Terms.to(new TestAgent("below", 1)));
    add(longer, 100, 10);
    assertThat(find(chain, 20)).isEqualTo(VerifiedChainCache.MISS);
  }

  @Test
  void shouldHoldNoMoreThanItsCapacityAndForgetInTurn() {
    final Chain[] chains = new Chain[20];
    for (int i = 0; i < 20; i++) {
      chains[i] = chain(i);
      add(chains[i], 100, 10);
      assertThat(find(chains[i], 20)).isNotNegative();
    }
    int found = 0;
    for (final Chain chain : chains) {
      found += find(chain, 20) == VerifiedChainCache.MISS ? 0 : 1;
    }
    assertThat(found).isEqualTo(4);
  }

  @Test
  void shouldForgetWhatIsRemovedAndAllWhenCleared() {
    final Chain chain = chain(1);
    cache.remove(add(chain, 100, 10));
    assertThat(find(chain, 20)).isEqualTo(VerifiedChainCache.MISS);
    add(chain, 100, 10);
    cache.clear();
    assertThat(find(chain, 20)).isEqualTo(VerifiedChainCache.MISS);
  }

  @Test
  void shouldTakeTheSameEntryForTheSameChain() {
    final Chain chain = chain(1);
    assertThat(add(chain, 200, 20)).isEqualTo(add(chain, 100, 10));
    assertThat(find(chain, 150)).isEqualTo(VerifiedChainCache.MISS);
  }

  @Test
  void shouldRefuseACapacityOutOfRange() {
    assertThatThrownBy(() -> new VerifiedChainCache(3)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new VerifiedChainCache((1 << 20) + 1))
        .isInstanceOf(RuntimeException.class);
  }
}
