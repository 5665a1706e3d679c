package io.tollgate.engine.domain.chain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.TestAgent;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class LinkSealerTest {
  private static final long START = GateFixture.START_SECONDS;

  private final TestAgent one = new TestAgent("one", 1);
  private final TestAgent two = new TestAgent("two", 1);
  private final Chain parent =
      Chains.root(Terms.to(one).permissions(6, 6).scope(9).valid(START, START + 100).left(1));

  private Terms fitting() {
    return Terms.to(two).permissions(6, 6).scope(9).valid(START, START + 100).left(0);
  }

  private void assertWidened(final Terms terms, final Reason reason) {
    assertThatThrownBy(() -> Chains.child(parent, terms))
        .asInstanceOf(InstanceOfAssertFactories.type(LinkTerms.WidenedException.class))
        .extracting(LinkTerms.WidenedException::reason)
        .isEqualTo(reason);
  }

  @Test
  void shouldNotSealWhatWidensItsParent() {
    Chains.child(parent, fitting());
    assertWidened(fitting().permissions(7, 6), Reason.PERMISSIONS_WIDENED);
    assertWidened(fitting().permissions(6, 1L << 63), Reason.PERMISSIONS_WIDENED);
    assertWidened(fitting().scope(0), Reason.SCOPE_WIDENED);
    assertWidened(fitting().scope(8), Reason.SCOPE_WIDENED);
    assertWidened(fitting().valid(START - 1, START + 100), Reason.LIFETIME_WIDENED);
    assertWidened(fitting().valid(START, START + 101), Reason.LIFETIME_WIDENED);
    assertWidened(fitting().left(1), Reason.DELEGATION_NOT_ALLOWED);
  }

  @Test
  void shouldNotSealAnAgentTwice() {
    final Terms again = Terms.to(one).permissions(6, 6).scope(9).valid(START, START + 100).left(0);
    assertWidened(again, Reason.AGENT_REPEATED);
  }

  @Test
  void shouldNotSealANinthLink() {
    Chain chain = Chains.root(Terms.to(one));
    for (int hop = 1; hop < 8; hop++) {
      chain = Chains.child(chain, Terms.to(new TestAgent("agent " + hop, 1)));
    }
    final Chain longest = chain;
    assertThatThrownBy(() -> Chains.child(longest, Terms.to(two)))
        .asInstanceOf(InstanceOfAssertFactories.type(LinkTerms.WidenedException.class))
        .extracting(LinkTerms.WidenedException::reason)
        .isEqualTo(Reason.CHAIN_TOO_DEEP);
  }

  @Test
  void shouldNotTakeTermsThatNoLinkCanCarry() {
    final byte[] id = one.id();
    assertNoTerms(new byte[31], 1, 0, 1, 0);
    assertNoTerms(id, 0, 0, 1, 0);
    assertNoTerms(id, 1, -1, 1, 0);
    assertNoTerms(id, 1, 1, 1, 0);
    assertNoTerms(id, 1, 0, 1L << 32, 0);
    assertNoTerms(id, 1, 0, 1, 8);
    assertNoTerms(id, 1, 0, 1, -1);
  }

  private static void assertNoTerms(
      final byte[] id,
      final long linkId,
      final long notBefore,
      final long expiresAt,
      final int left) {
    assertThatThrownBy(() -> new LinkTerms(1, linkId, id, 0, 0, 0, notBefore, expiresAt, left))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
