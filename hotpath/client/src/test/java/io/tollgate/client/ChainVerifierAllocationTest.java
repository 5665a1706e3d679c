package io.tollgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ChainVerifierAllocationTest {
  private static final int ROUNDS = 8;
  private static final int CALLS = 5_000;
  private static final long NOW_NS = TimeUnit.SECONDS.toNanos(1_500);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Chain chain = TestChains.ofLinks(3);
  private final Chain refused = TestChains.ofLinks(8);

  private ChainVerifier verifier(final long cacheNs) {
    final VerificationKeys keys = new VerificationKeys();
    keys.add(TestChains.KEY_ID, 1, TestChains.keyBytes(TestChains.KEY_ID));
    final RevocationList revoked =
        RevocationList.asOf(NOW_NS).link(1).agent(TestChains.agentId(7), Trust.REVOKED).build();
    return new ChainVerifier(
        keys,
        () -> revoked,
        new ChainVerifier.Settings(16, cacheNs, TimeUnit.DAYS.toSeconds(366), Long.MAX_VALUE));
  }

  @Test
  void shouldAllocateNothingForRememberedChains() {
    final ChainVerifier verifier = verifier(TimeUnit.MINUTES.toNanos(5));
    assertThat(leastAllocated(() -> isOk(verifier))).isZero();
  }

  @Test
  void shouldAllocateNothingForChainsThatAreNotRemembered() {
    final ChainVerifier verifier = verifier(0);
    assertThat(leastAllocated(() -> isOk(verifier))).isZero();
  }

  @Test
  void shouldAllocateNothingForRefusals() {
    final ChainVerifier verifier = verifier(0);
    assertThat(
            leastAllocated(() -> verifier.verify(refused, 17, 0, NOW_NS) == Reason.AGENT_REVOKED))
        .isZero();
  }

  private boolean isOk(final ChainVerifier verifier) {
    return verifier.verify(chain, TestChains.PERMISSION, 0, NOW_NS) == Reason.OK;
  }

  private long leastAllocated(final BooleanSupplier call) {
    long least = Long.MAX_VALUE;
    boolean isRight = true;
    for (int round = 0; round < ROUNDS; round++) {
      final long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        isRight &= call.getAsBoolean();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(isRight).isTrue();
    return least;
  }
}
