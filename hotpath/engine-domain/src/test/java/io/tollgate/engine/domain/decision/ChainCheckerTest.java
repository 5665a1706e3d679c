package io.tollgate.engine.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.Requests;
import io.tollgate.engine.domain.support.TestAgent;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Chains against the state, asked twice where it matters: fresh, and after they were cached. */
class ChainCheckerTest {
  private static final int OPEN = GateFixture.OPEN_PERMISSION;
  private static final long START = GateFixture.START_SECONDS;

  private final GateFixture fixture = GateFixture.create();
  private final Requests requests = new Requests(fixture);
  private final TestAgent lead = fixture.agent("lead", 1);
  private final TestAgent worker = fixture.agent("worker", 1);
  private final TestAgent helper = fixture.agent("helper", 1);
  private final TestAgent stranger = fixture.agent("stranger", 2);
  private final Chain chain =
      Chains.child(
          Chains.child(Chains.root(Terms.to(lead).linkId(101)), Terms.to(worker).linkId(102)),
          Terms.to(helper).linkId(103));

  private void assertDenied(final Chain asked, final Reason reason, final int hop) {
    final Verdict verdict = requests.check(asked, OPEN);
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.failingHop()).isEqualTo(hop);
    assertThat(verdict.isAllowed()).isFalse();
  }

  private void assertAllowed(final Chain asked) {
    assertThat(requests.check(asked, OPEN).reason()).isEqualTo(Reason.OK);
  }

  private void assertAllowedTwice() {
    assertAllowed(chain);
    assertAllowed(chain);
  }

  private long denied(final TestAgent agent) {
    return fixture.state().agents().deniedCount(fixture.slot(agent));
  }

  @Test
  void shouldAllowAChainAgainAndAgain() {
    assertAllowedTwice();
    assertThat(fixture.state().agents().allowedCount(fixture.slot(helper))).isEqualTo(2);
  }

  @Test
  void shouldRefuseACachedChainOnceAnyOfItsAgentsIsSuspended() {
    int hop = 0;
    for (final TestAgent agent : new TestAgent[] {lead, worker, helper}) {
      assertAllowedTwice();
      requests.setTrust(agent, Trust.SUSPENDED);
      assertDenied(chain, Reason.AGENT_SUSPENDED, hop++);
      requests.setTrust(agent, Trust.TRUSTED);
    }
    assertAllowedTwice();
  }

  @Test
  void shouldRefuseACachedChainOnceAnyOfItsAgentsIsRevoked() {
    assertAllowedTwice();
    requests.revoke(worker);
    assertDenied(chain, Reason.AGENT_REVOKED, 1);
    assertDenied(chain, Reason.AGENT_REVOKED, 1);
  }

  @Test
  void shouldRefuseACachedChainOnceAnyOfItsLinksIsRevoked() {
    assertAllowedTwice();
    requests.revokeLink(lead, 101);
    assertDenied(chain, Reason.LINK_REVOKED, 0);
    assertAllowed(Chains.root(Terms.to(lead).linkId(104)));
  }

  @Test
  void shouldNotRevokeTheLinkOfAnotherAgentWithTheSameId() {
    assertAllowedTwice();
    requests.revokeLink(stranger, 101);
    assertAllowedTwice();
  }

  @Test
  void shouldRefuseACachedChainOnceAKeyOfItIsRetired() {
    assertAllowedTwice();
    requests.retireKey(2);
    assertDenied(chain, Reason.KEY_RETIRED, 0);
  }

  @Test
  void shouldRefuseACachedChainInTheSecondThatItExpires() {
    final Chain shortLived = Chains.root(Terms.to(lead).valid(START - 10, START + 20));
    assertAllowed(shortLived);
    fixture.pass(19_999, TimeUnit.MILLISECONDS);
    assertAllowed(shortLived);
    fixture.pass(1, TimeUnit.MILLISECONDS);
    assertDenied(shortLived, Reason.LINK_EXPIRED, 0);
  }

  @Test
  void shouldRefuseACachedChainOnceItsShortestLinkExpires() {
    final Chain shortest =
        Chains.child(chain, Terms.to(fixture.agent("last", 1)).valid(START, START + 5));
    assertAllowed(shortest);
    fixture.pass(5, TimeUnit.SECONDS);
    assertDenied(shortest, Reason.LINK_EXPIRED, 3);
  }

  @Test
  void shouldRefuseAChainBeforeItsTime() {
    final Chain later = Chains.root(Terms.to(lead).valid(START + 5, START + 20));
    assertDenied(later, Reason.LINK_NOT_YET_VALID, 0);
    fixture.pass(4_999, TimeUnit.MILLISECONDS);
    assertDenied(later, Reason.LINK_NOT_YET_VALID, 0);
    fixture.pass(1, TimeUnit.MILLISECONDS);
    assertAllowed(later);
  }

  @Test
  void shouldRefuseALinkThatLivesLongerThanAnyMay() {
    final long most = TimeUnit.DAYS.toSeconds(3_660);
    assertAllowed(Chains.root(Terms.to(lead).valid(START, START + most)));
    assertDenied(
        Chains.root(Terms.to(lead).valid(START, START + most + 1)), Reason.LIFETIME_WIDENED, 0);
  }

  @Test
  void shouldRefuseAgentsThatNobodyRegistered() {
    final Chain unknown = Chains.child(chain, Terms.to(new TestAgent("unknown", 1)));
    assertDenied(unknown, Reason.AGENT_UNKNOWN, 3);
    assertThat(fixture.gate().refusals()).isNotNull();
    final Chain below = Chains.child(unknown, Terms.to(fixture.agent("known", 1)));
    assertDenied(below, Reason.AGENT_UNKNOWN, 3);
  }

  @Test
  void shouldRefuseAnAgentOfAnotherTenantAndNotLayItAtItsDoor() {
    final TestAgent impostor = new TestAgent(stranger.name(), 1);
    final Chain crossing = Chains.root(Terms.to(impostor));
    assertDenied(crossing, Reason.TENANT_MISMATCH, 0);
    assertThat(denied(stranger)).isZero();
    assertThat(requests.consume(crossing, 1, 1).reason()).isEqualTo(Reason.TENANT_MISMATCH);
    assertThat(requests.release(crossing, 1).reason()).isEqualTo(Reason.TENANT_MISMATCH);
    assertThat(denied(stranger)).isZero();
  }

  @Test
  void shouldNotLetAnotherTenantsKeySettleAReservation() {
    final Chain own = Chains.root(Terms.to(stranger));
    assertThat(requests.reserve(own, 1, 10).isAllowed()).isTrue();
    final Chain crossing = Chains.root(Terms.to(new TestAgent(stranger.name(), 1)));
    assertThat(requests.release(crossing, 1).isAllowed()).isFalse();
    assertThat(requests.release(own, 1).isAllowed()).isTrue();
  }

  @Test
  void shouldLayRefusalsOfAuthenticChainsAtTheLastAgentsDoorOnly() {
    requests.setTrust(lead, Trust.SUSPENDED);
    assertDenied(chain, Reason.AGENT_SUSPENDED, 0);
    assertThat(denied(helper)).isEqualTo(1);
    assertThat(denied(lead)).isZero();
  }

  @Test
  void shouldRefuseAnyFlippedBitOfACachedChainWithoutLayingItAtAnyonesDoor() {
    assertAllowedTwice();
    final byte[] bytes = Chains.bytes(chain);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit >>> 3] ^= (byte) (1 << (bit & 7));
      final Verdict verdict = requests.check(Chain.ofBytes(bytes), OPEN);
      assertThat(verdict.isAllowed()).as("bit %d", bit).isFalse();
      assertThat(verdict.position()).isZero();
      bytes[bit >>> 3] ^= (byte) (1 << (bit & 7));
    }
    assertThat(denied(helper)).isZero();
    assertAllowed(chain);
  }

  @Test
  void shouldRefuseTheChainOfOnesDelegatorCutOutOfOnesOwn() {
    assertAllowedTwice();
    assertDenied(Chains.first(chain, 2), Reason.TAG_INVALID, 1);
    final byte[] bytes = Chains.bytes(Chains.first(chain, 1));
    assertThat(bytes).hasSize(LinkLayout.LINK_LENGTH);
    assertDenied(Chain.ofBytes(bytes), Reason.TAG_INVALID, 0);
  }

  @Test
  void shouldNotBelieveWhatWasVerifiedInABatchThatWasTakenBack() {
    requests.setTrust(worker, Trust.SUSPENDED);
    fixture.begin();
    requests.setTrust(worker, Trust.TRUSTED);
    assertAllowed(chain);
    fixture.fail();
    requests.revoke(worker);
    assertDenied(chain, Reason.AGENT_REVOKED, 1);
  }

  @Test
  void shouldLookAgainWhenTheCacheMayNotBeBelievedAnyMore() {
    assertAllowedTwice();
    fixture.pass(5, TimeUnit.MINUTES);
    assertAllowed(chain);
  }

  @Test
  void shouldDecidePermissionScopeAndTrust() {
    final TestAgent novice = fixture.agent("novice", 1, Trust.UNTRUSTED);
    final Chain bound = Chains.root(Terms.to(novice).permissions(3L << 16, 0).scope(5));
    assertThat(requests.check(bound, OPEN, 5).reason()).isEqualTo(Reason.OK);
    assertThat(requests.check(bound, OPEN, 6).reason()).isEqualTo(Reason.SCOPE_NOT_GRANTED);
    assertThat(requests.check(bound, OPEN, 0).reason()).isEqualTo(Reason.SCOPE_NOT_GRANTED);
    assertThat(requests.check(bound, GateFixture.TRUSTED_PERMISSION, 5).reason())
        .isEqualTo(Reason.TRUST_TOO_LOW);
    assertThat(requests.check(bound, 0, 5).reason()).isEqualTo(Reason.PERMISSION_NOT_GRANTED);
    for (final int unknown : new int[] {18, 127, 128, 255}) {
      assertThat(requests.check(chain, unknown, 0).reason()).isEqualTo(Reason.PERMISSION_UNKNOWN);
    }
  }

  @Test
  void shouldDecideABulkOfChecksWithOneLookAtTheChain() {
    final Verdict verdict = new Verdict();
    final ChainBytes bytes = new ChainBytes();
    bytes.wrap(chain.buffer(), 0, chain.length());
    fixture.batch(
        () -> {
          final Reason reason = fixture.gate().deciders().checkChain(bytes);
          fixture.gate().deciders().checkNext(reason, OPEN, 0, verdict);
          assertThat(verdict.isAllowed()).isTrue();
          fixture.gate().deciders().checkNext(reason, 99, 0, verdict);
          assertThat(verdict.reason()).isEqualTo(Reason.PERMISSION_UNKNOWN);
        });
    assertThat(denied(helper)).isEqualTo(1);
  }
}
