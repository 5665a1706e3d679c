package io.tollgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.decision.Reason;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ChainVerifierTest {
  private static final long NOW_NS = TimeUnit.SECONDS.toNanos(1_500);
  private static final int P = TestChains.PERMISSION;

  private final VerificationKeys keys = new VerificationKeys();
  private final AtomicReference<RevocationList> revoked =
      new AtomicReference<>(RevocationList.asOf(NOW_NS).build());
  private final ChainVerifier verifier;

  ChainVerifierTest() {
    keys.add(TestChains.KEY_ID, TestChains.TENANT_ID, TestChains.keyBytes(TestChains.KEY_ID));
    verifier =
        new ChainVerifier(
            keys, revoked::get, ChainVerifier.Settings.standard(TimeUnit.HOURS.toNanos(1)));
  }

  private Reason verify(final Chain chain) {
    return verifier.verify(chain, P, 0, NOW_NS);
  }

  @Test
  void shouldAcceptChainsOfEveryLengthAgainAndAgain() {
    for (int links = 1; links <= LinkLayout.MAX_LINKS; links++) {
      final Chain chain = TestChains.ofLinks(links);
      assertThat(verify(chain)).isEqualTo(Reason.OK);
      assertThat(verify(chain)).isEqualTo(Reason.OK);
      assertThat(verifier.failingHop()).isEqualTo(-1);
    }
  }

  @Test
  void shouldGrantOnlyThePermissionsOfTheLastLink() {
    final Chain chain = TestChains.ofLinks(2);
    assertThat(verifier.verify(chain, TestChains.HIGH_PERMISSION, 0, NOW_NS)).isEqualTo(Reason.OK);
    assertThat(verifier.verify(chain, P + 1, 0, NOW_NS)).isEqualTo(Reason.PERMISSION_NOT_GRANTED);
    assertThat(verifier.verify(chain, TestChains.HIGH_PERMISSION - Long.SIZE, 0, NOW_NS))
        .isEqualTo(Reason.PERMISSION_NOT_GRANTED);
    assertThatThrownBy(() -> verifier.verify(chain, 128, 0, NOW_NS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldGrantOnlyTheScopeOfTheChain() {
    final Chain scoped = TestChains.ofLinks(2, 77);
    assertThat(verifier.verify(scoped, P, 77, NOW_NS)).isEqualTo(Reason.OK);
    assertThat(verifier.verify(scoped, P, 78, NOW_NS)).isEqualTo(Reason.SCOPE_NOT_GRANTED);
    assertThat(verifier.failingHop()).isEqualTo(1);
    assertThat(verifier.verify(scoped, P, 0, NOW_NS)).isEqualTo(Reason.SCOPE_NOT_GRANTED);
    assertThat(verifier.verify(TestChains.ofLinks(2), P, 78, NOW_NS)).isEqualTo(Reason.OK);
  }

  @Test
  void shouldHoldToTheLifetimeToTheSecond() {
    final Chain chain = TestChains.ofLinks(2);
    revoked.set(RevocationList.asOf(TimeUnit.SECONDS.toNanos(TestChains.NOT_BEFORE_S)).build());
    final long startNs = TimeUnit.SECONDS.toNanos(TestChains.NOT_BEFORE_S);
    final long endNs = TimeUnit.SECONDS.toNanos(TestChains.EXPIRES_AT_S);
    assertThat(verifier.verify(chain, P, 0, startNs - 1)).isEqualTo(Reason.LINK_NOT_YET_VALID);
    assertThat(verifier.failingHop()).isZero();
    assertThat(verifier.verify(chain, P, 0, startNs)).isEqualTo(Reason.OK);
    assertThat(verifier.verify(chain, P, 0, startNs - 1)).isEqualTo(Reason.LINK_NOT_YET_VALID);
    assertThat(verifier.verify(chain, P, 0, endNs - 1)).isEqualTo(Reason.OK);
    assertThat(verifier.verify(chain, P, 0, endNs)).isEqualTo(Reason.LINK_EXPIRED);
  }

  @Test
  void shouldRefuseALinkThatLivesLongerThanAnyMay() {
    final Chain chain =
        TestChains.root(
            new LinkTerms(
                TestChains.KEY_ID,
                1,
                TestChains.agentId(0),
                1L << P,
                0,
                0,
                0,
                TimeUnit.DAYS.toSeconds(366) + 1,
                0));
    assertThat(verify(chain)).isEqualTo(Reason.LIFETIME_WIDENED);
  }

  @Test
  void shouldRefuseARevokedLinkAtOnceThoughItVerifiedBefore() {
    final Chain chain = TestChains.ofLinks(3);
    assertThat(verify(chain)).isEqualTo(Reason.OK);
    revoked.set(RevocationList.asOf(NOW_NS).link(101).build());
    assertThat(verify(chain)).isEqualTo(Reason.LINK_REVOKED);
    assertThat(verifier.failingHop()).isEqualTo(1);
    revoked.set(RevocationList.asOf(NOW_NS).link(999).build());
    assertThat(verify(chain)).isEqualTo(Reason.OK);
  }

  @Test
  void shouldRefuseWhatHangsOnASuspendedOrRevokedAgent() {
    final Chain chain = TestChains.ofLinks(3);
    assertThat(verify(chain)).isEqualTo(Reason.OK);
    revoked.set(
        RevocationList.asOf(NOW_NS)
            .agent(TestChains.agentId(5), Trust.REVOKED)
            .agent(TestChains.agentId(0), Trust.SUSPENDED)
            .build());
    assertThat(verify(chain)).isEqualTo(Reason.AGENT_SUSPENDED);
    assertThat(verifier.failingHop()).isZero();
    revoked.set(RevocationList.asOf(NOW_NS).agent(TestChains.agentId(2), Trust.REVOKED).build());
    assertThat(verify(chain)).isEqualTo(Reason.AGENT_REVOKED);
    assertThat(verifier.failingHop()).isEqualTo(2);
    assertThatThrownBy(
            () -> RevocationList.asOf(NOW_NS).agent(TestChains.agentId(0), Trust.TRUSTED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldTellAgentsApartThatBeginAlike() {
    final byte[] almost = TestChains.agentId(0);
    almost[31] ^= 1;
    revoked.set(RevocationList.asOf(NOW_NS).agent(almost, Trust.REVOKED).build());
    assertThat(verify(TestChains.ofLinks(1))).isEqualTo(Reason.OK);
  }

  @Test
  void shouldRefuseEverythingWhenTheRevocationsAreTooOldToGoBy() {
    final long tooOldNs = NOW_NS - TimeUnit.HOURS.toNanos(1) - 1;
    assertThat(verify(TestChains.ofLinks(1))).isEqualTo(Reason.OK);
    revoked.set(RevocationList.asOf(tooOldNs).build());
    assertThat(verify(TestChains.ofLinks(1))).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void shouldRefuseARetiredKeyAtOnceThoughItVerifiedBefore() {
    final Chain chain = TestChains.ofLinks(2);
    assertThat(verify(chain)).isEqualTo(Reason.OK);
    assertThat(keys.retire(TestChains.KEY_ID)).isTrue();
    assertThat(verify(chain)).isEqualTo(Reason.KEY_RETIRED);
    assertThat(keys.retire(999)).isFalse();
  }

  @Test
  void shouldLearnNewKeysWhileItRuns() {
    final VerificationKeys young = new VerificationKeys(1);
    final ChainVerifier other =
        new ChainVerifier(young, revoked::get, ChainVerifier.Settings.standard(Long.MAX_VALUE));
    final Chain chain = TestChains.ofLinks(2);
    assertThat(other.verify(chain, P, 0, NOW_NS)).isEqualTo(Reason.KEY_UNKNOWN);
    young.add(TestChains.KEY_ID, 1, TestChains.keyBytes(TestChains.KEY_ID));
    assertThat(other.verify(chain, P, 0, NOW_NS)).isEqualTo(Reason.OK);
    assertThatThrownBy(() -> young.add(TestChains.KEY_ID, 1, TestChains.keyBytes(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> young.add(8, 1, TestChains.keyBytes(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> young.add(0, 1, TestChains.keyBytes(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> young.add(9, 1, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseLengthsThatNoChainHas() {
    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[LinkLayout.MAX_CHAIN_LENGTH * 2]);
    assertThat(verifier.verify(buffer, 0, 0, P, 0, NOW_NS)).isEqualTo(Reason.CHAIN_MALFORMED);
    assertThat(verifier.verify(buffer, 0, 1, P, 0, NOW_NS)).isEqualTo(Reason.CHAIN_MALFORMED);
    assertThat(verifier.verify(buffer, 0, LinkLayout.LINK_LENGTH * 9, P, 0, NOW_NS))
        .isEqualTo(Reason.CHAIN_TOO_DEEP);
    assertThat(verifier.verify(buffer, 0, LinkLayout.LINK_LENGTH, P, 0, NOW_NS))
        .isEqualTo(Reason.CHAIN_MALFORMED);
  }

  @Property(tries = 2_000)
  void shouldRefuseAChainOfWhichAnyBitChanged(
      @ForAll @IntRange(min = 1, max = 8) final int links,
      @ForAll @IntRange(min = 0, max = LinkLayout.MAX_CHAIN_LENGTH * 8 - 1) final int anyBit) {
    final Chain chain = TestChains.ofLinks(links);
    assertThat(verify(chain)).isEqualTo(Reason.OK);
    final UnsafeBuffer forged = new UnsafeBuffer(new byte[chain.length()]);
    chain.copyTo(forged, 0);
    final int bit = anyBit % (chain.length() * 8);
    forged.putByte(bit / 8, (byte) (forged.getByte(bit / 8) ^ (1 << bit % 8)));
    assertThat(verifier.verify(forged, 0, chain.length(), P, 0, NOW_NS)).isNotEqualTo(Reason.OK);
    assertThat(verifier.failingHop()).isEqualTo(bit / 8 / LinkLayout.LINK_LENGTH);
  }
}
