package io.tollgate.engine.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.LinkChange;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.Requests;
import io.tollgate.engine.domain.support.TestAgent;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ChainAuthenticatorTest {
  private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
  private static final long NOT_BEFORE = GateFixture.START_SECONDS;
  private static final long EXPIRES_AT = NOT_BEFORE + 1_000;

  private final GateFixture fixture = GateFixture.create();
  private final HmacSha256Key key = Chains.key(2, 1);
  private final ChainAuthenticator authenticator =
      new ChainAuthenticator(fixture.state().keys(), HmacSha256.create());

  private static TestAgent agent(final int number) {
    return new TestAgent("agent " + number, 1);
  }

  private static Chain chain(final int links) {
    Chain chain = Chains.root(terms(0));
    for (int hop = 1; hop < links; hop++) {
      chain = Chains.child(chain, terms(hop));
    }
    return chain;
  }

  private static Terms terms(final int number) {
    return Terms.to(agent(number)).permissions(6, 6).scope(9).valid(NOT_BEFORE, EXPIRES_AT);
  }

  private Reason authenticate(final Chain chain) {
    return authenticator.authenticate(chain.buffer(), 0, chain.length());
  }

  private void assertRefused(final Chain chain, final Reason reason, final int hop) {
    assertThat(authenticate(chain)).isEqualTo(reason);
    assertThat(authenticator.failingHop()).isEqualTo(hop);
  }

  private void assertRefusedChild(final Reason reason, final LinkChange change) {
    assertRefused(Chains.resealed(chain(2), key, change), reason, 1);
    assertThat(authenticator.isAuthentic()).isTrue();
  }

  @Test
  void shouldAcceptOneToEightLinks() {
    for (int links = 1; links <= 8; links++) {
      assertThat(authenticate(chain(links))).isEqualTo(Reason.OK);
      assertThat(authenticator.chain().links()).isEqualTo(links);
      assertThat(authenticator.isAuthentic()).isTrue();
      assertThat(authenticator.failingHop()).isEqualTo(-1);
    }
  }

  @Test
  void shouldAcceptAChainAnywhereInABuffer() {
    final Chain chain = chain(3);
    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[chain.length() + 13]);
    chain.copyTo(buffer, 13);
    assertThat(authenticator.authenticate(buffer, 13, chain.length())).isEqualTo(Reason.OK);
  }

  @Test
  void shouldRefuseALengthThatIsNoNumberOfLinks() {
    final UnsafeBuffer bytes = new UnsafeBuffer(Chains.bytes(chain(2)));
    for (final int length : new int[] {0, -1, -151, 1, 150, 152, 301}) {
      assertThat(authenticator.authenticate(bytes, 0, length)).isEqualTo(Reason.CHAIN_MALFORMED);
      assertThat(authenticator.chain().links()).isZero();
      assertThat(authenticator.isAuthentic()).isFalse();
    }
  }

  @Test
  void shouldRefuseNineLinks() {
    final byte[] bytes = Arrays.copyOf(Chains.bytes(chain(8)), 9 * LinkLayout.LINK_LENGTH);
    assertThat(authenticator.authenticate(new UnsafeBuffer(bytes), 0, bytes.length))
        .isEqualTo(Reason.CHAIN_TOO_DEEP);
  }

  @Test
  void shouldRefuseAnotherVersion() {
    assertRefused(
        Chains.resealed(chain(2), key, (b, link) -> b.putByte(link, (byte) 2)),
        Reason.CHAIN_MALFORMED,
        1);
  }

  @Test
  void shouldRefuseMoreDelegationsThanLinksFit() {
    assertRefused(
        Chains.resealed(
            chain(1),
            key,
            (b, link) -> b.putByte(link + LinkLayout.DELEGATIONS_LEFT_OFFSET, (byte) 8)),
        Reason.CHAIN_MALFORMED,
        0);
  }

  @Test
  void shouldRefuseALinkWithoutAnIdBecauseNobodyCouldRevokeIt() {
    assertRefused(
        Chains.resealed(chain(2), key, (b, link) -> b.putLong(link + LinkLayout.LINK_ID_OFFSET, 0)),
        Reason.CHAIN_MALFORMED,
        1);
  }

  @Test
  void shouldRefuseALifetimeThatIsEmpty() {
    final LinkChange change =
        (b, link) -> b.putInt(link + LinkLayout.NOT_BEFORE_OFFSET, (int) EXPIRES_AT, LE);
    assertRefused(Chains.resealed(chain(1), key, change), Reason.CHAIN_MALFORMED, 0);
    assertRefusedChild(Reason.CHAIN_MALFORMED, change);
  }

  @Test
  void shouldRefuseAKeyThatNobodyAdded() {
    assertRefused(
        Chains.resealed(
            chain(2), key, (b, link) -> b.putInt(link + LinkLayout.KEY_ID_OFFSET, 77, LE)),
        Reason.KEY_UNKNOWN,
        1);
  }

  @Test
  void shouldRefuseARetiredKeyAtTheLinkThatItSealed() {
    final Chain chain = chain(3);
    new Requests(fixture).retireKey(2);
    assertRefused(chain, Reason.KEY_RETIRED, 0);
    assertThat(authenticator.isAuthentic()).isFalse();
  }

  @Test
  void shouldRefuseALinkSealedByAnotherTenantsKey() {
    final TestAgent stranger = new TestAgent("stranger", 2);
    assertRefused(
        Chains.child(
            chain(1), Terms.to(stranger).permissions(2, 2).scope(9).valid(NOT_BEFORE, EXPIRES_AT)),
        Reason.TENANT_MISMATCH,
        1);
    assertThat(authenticator.isAuthentic()).isFalse();
  }

  @Test
  void shouldRefuseATagMadeWithAnotherKeyThanTheOneNamed() {
    assertRefused(
        Chains.resealed(chain(2), Chains.key(3, 2), (b, link) -> {}), Reason.TAG_INVALID, 1);
  }

  @Test
  void shouldRefuseAChainWithItsEndCutOff() {
    assertRefused(Chains.first(chain(3), 2), Reason.TAG_INVALID, 1);
    assertRefused(Chains.first(chain(3), 1), Reason.TAG_INVALID, 0);
  }

  @Test
  void shouldRefuseAChainWithItsRootCutOff() {
    assertRefused(Chains.without(chain(3), 2), Reason.CHAIN_BROKEN, 0);
  }

  @Test
  void shouldRefuseARootThatNamesADelegator() {
    assertRefused(
        Chains.resealed(
            chain(1),
            key,
            (b, link) -> b.putByte(LinkLayout.delegatorIdOffset(link) + 31, (byte) 1)),
        Reason.CHAIN_BROKEN,
        0);
  }

  @Test
  void shouldRefuseARootThatNamesAParent() {
    assertRefused(
        Chains.resealed(
            chain(1), key, (b, link) -> b.putByte(link + LinkLayout.PARENT_TAG_OFFSET, (byte) 1)),
        Reason.CHAIN_BROKEN,
        0);
  }

  @Test
  void shouldRefuseALinkAtAnotherDepthThanItsOwn() {
    assertRefusedChild(
        Reason.CHAIN_BROKEN, (b, link) -> b.putByte(link + LinkLayout.DEPTH_OFFSET, (byte) 2));
  }

  @Test
  void shouldRefuseALinkThatAnotherAgentDelegated() {
    assertRefusedChild(
        Reason.CHAIN_BROKEN,
        (b, link) -> b.putByte(LinkLayout.delegatorIdOffset(link) + 8, (byte) 99));
  }

  @Test
  void shouldRefuseALinkSplicedUnderAnotherLinkOfTheSameAgent() {
    final Chain other = Chains.root(terms(0).permissions(-1, -1));
    final Chain child = Chains.without(chain(2), 1);
    final byte[] parent = Chains.bytes(other);
    LinkLayout.hideTag(new UnsafeBuffer(parent), 0);
    assertRefused(Chains.concat(Chain.ofBytes(parent), child), Reason.CHAIN_BROKEN, 1);
  }

  @Test
  void shouldRefuseTwoRoots() {
    final byte[] parent = Chains.bytes(chain(1));
    LinkLayout.hideTag(new UnsafeBuffer(parent), 0);
    assertRefused(
        Chains.concat(Chain.ofBytes(parent), Chains.root(terms(1))), Reason.CHAIN_BROKEN, 1);
  }

  @Test
  void shouldRefuseAParentThatShowsItsWholeTag() {
    final Chain shown = Chains.root(terms(0));
    final Chain child = Chains.child(shown, terms(1));
    assertRefused(Chains.concat(shown, Chains.without(child, 1)), Reason.TAG_INVALID, 0);
  }

  @Test
  void shouldRefuseAnAgentThatComesBack() {
    assertRefused(
        Chains.resealed(
            chain(4), key, (b, link) -> b.putBytes(LinkLayout.agentIdOffset(link), agent(1).id())),
        Reason.AGENT_REPEATED,
        3);
  }

  @Test
  void shouldRefuseAnyPermissionThatTheParentHasNot() {
    for (int bit = 0; bit < 64; bit++) {
      final long set = 6 | 1L << bit;
      if (set != 6) {
        assertRefusedChild(
            Reason.PERMISSIONS_WIDENED,
            (b, link) -> b.putLong(link + LinkLayout.PERMISSIONS_LOW_OFFSET, set, LE));
        assertRefusedChild(
            Reason.PERMISSIONS_WIDENED,
            (b, link) -> b.putLong(link + LinkLayout.PERMISSIONS_HIGH_OFFSET, set, LE));
      }
    }
  }

  @Test
  void shouldRefuseAnotherScopeAndAllScopes() {
    assertRefusedChild(
        Reason.SCOPE_WIDENED, (b, link) -> b.putLong(link + LinkLayout.SCOPE_HASH_OFFSET, 10, LE));
    assertRefusedChild(
        Reason.SCOPE_WIDENED, (b, link) -> b.putLong(link + LinkLayout.SCOPE_HASH_OFFSET, 0, LE));
  }

  @Test
  void shouldRefuseChildThatBeginsBeforeOrOutlivesItsParent() {
    assertRefusedChild(
        Reason.LIFETIME_WIDENED,
        (b, link) -> b.putInt(link + LinkLayout.NOT_BEFORE_OFFSET, (int) NOT_BEFORE - 1, LE));
    assertRefusedChild(
        Reason.LIFETIME_WIDENED,
        (b, link) -> b.putInt(link + LinkLayout.EXPIRES_AT_OFFSET, (int) EXPIRES_AT + 1, LE));
  }

  @Test
  void shouldRefuseAsManyDelegationsAsTheParentHas() {
    assertRefusedChild(
        Reason.DELEGATION_NOT_ALLOWED,
        (b, link) -> b.putByte(link + LinkLayout.DELEGATIONS_LEFT_OFFSET, (byte) 7));
  }

  @Test
  void shouldRefuseALinkBelowOneThatMayNotDelegate() {
    final Chain last = Chains.root(terms(0).left(0));
    final Chain child = Chains.child(chain(1), terms(1).left(0));
    final byte[] parent = Chains.bytes(last);
    LinkLayout.hideTag(new UnsafeBuffer(parent), 0);
    final Chain forged =
        Chains.resealed(
            Chains.concat(Chain.ofBytes(parent), Chains.without(child, 1)),
            key,
            (b, link) ->
                b.putLong(link + LinkLayout.PARENT_TAG_OFFSET, b.getLong(LinkLayout.TAG_OFFSET)));
    assertRefused(forged, Reason.DELEGATION_NOT_ALLOWED, 1);
  }

  @Test
  void shouldRefuseAnySingleBitThatIsFlipped() {
    final byte[] bytes = Chains.bytes(chain(3));
    final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit >>> 3] ^= (byte) (1 << (bit & 7));
      assertThat(authenticator.authenticate(buffer, 0, bytes.length))
          .as("bit %d", bit)
          .isIn(Reason.CHAIN_MALFORMED, Reason.KEY_UNKNOWN, Reason.TAG_INVALID);
      assertThat(authenticator.isAuthentic()).isFalse();
      bytes[bit >>> 3] ^= (byte) (1 << (bit & 7));
    }
    assertThat(authenticator.authenticate(buffer, 0, bytes.length)).isEqualTo(Reason.OK);
  }
}
