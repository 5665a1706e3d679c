package io.tollgate.engine.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.crypto.HmacSha256;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.TestAgent;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What may follow what: random links, sealed one below the other where the sealer lets them. */
class ChainAlgebraTest {
  private static final ChainAuthenticator AUTHENTICATOR =
      new ChainAuthenticator(GateFixture.create().state().keys(), HmacSha256.create());

  /** A link below another, wider in some way as often as not. */
  private static Terms terms(final Random random, final int number) {
    final long from = GateFixture.START_SECONDS + random.nextInt(3);
    return Terms.to(new TestAgent("agent " + random.nextInt(9), 1))
        .linkId(1 + number)
        .permissions(mostly(random), mostly(random))
        .scope(random.nextInt(4) == 0 ? 1 + random.nextInt(2) : number == 0 ? 0 : 1)
        .valid(from, from + 90 + random.nextInt(8))
        .left(Math.max(0, 7 - number - random.nextInt(2)));
  }

  /** Nearly all permissions: another one is missing each time. */
  private static long mostly(final Random random) {
    return ~(1L << random.nextInt(64)) | 1L << random.nextInt(9);
  }

  private static Reason authenticate(final Chain chain) {
    return AUTHENTICATOR.authenticate(chain.buffer(), 0, chain.length());
  }

  /** The rules, from the contract's own words. */
  private static boolean isWithin(final Chain chain, final int parent, final int child) {
    final var buffer = chain.buffer();
    final int above = chain.linkOffset(parent);
    final int below = chain.linkOffset(child);
    final long scopeAbove = LinkLayout.scopeHash(buffer, above);
    return (LinkLayout.permissionsLow(buffer, above) | LinkLayout.permissionsLow(buffer, below))
            == LinkLayout.permissionsLow(buffer, above)
        && (LinkLayout.permissionsHigh(buffer, above) | LinkLayout.permissionsHigh(buffer, below))
            == LinkLayout.permissionsHigh(buffer, above)
        && (scopeAbove == 0 || scopeAbove == LinkLayout.scopeHash(buffer, below))
        && LinkLayout.notBeforeSeconds(buffer, below) >= LinkLayout.notBeforeSeconds(buffer, above)
        && LinkLayout.expiresAtSeconds(buffer, below) <= LinkLayout.expiresAtSeconds(buffer, above)
        && LinkLayout.delegationsLeft(buffer, below) < LinkLayout.delegationsLeft(buffer, above);
  }

  @Property(tries = 500)
  void shouldAuthenticateWhatTheSealerSealsAndNothingWiderAnywhereInTheChain(
      @ForAll final long seed) {
    final Random random = new Random(seed);
    Chain chain = Chains.root(terms(random, 0));
    for (int attempt = 0; attempt < 60 && chain.links() < LinkLayout.MAX_LINKS; attempt++) {
      try {
        chain = Chains.child(chain, terms(random, chain.links()));
      } catch (final LinkTerms.WidenedException e) {
        assertThat(e.reason()).isNotEqualTo(Reason.OK);
      }
      assertThat(authenticate(chain)).isEqualTo(Reason.OK);
    }
    for (int parent = 0; parent < chain.links(); parent++) {
      for (int child = parent + 1; child < chain.links(); child++) {
        assertThat(isWithin(chain, parent, child)).isTrue();
        assertThat(chain.agentId(child)).isNotEqualTo(chain.agentId(parent));
      }
    }
  }

  @Property(tries = 500)
  void shouldAgreeWithTheSealerOnEveryForgedChild(@ForAll final long seed) {
    final Random random = new Random(seed);
    final Terms root = terms(random, 0);
    final Terms child = terms(random, 1);
    final Chain parent = Chains.root(root);
    Reason expected = Reason.OK;
    try {
      Chains.child(parent, child);
    } catch (final LinkTerms.WidenedException e) {
      expected = e.reason();
    }
    final Chain other = Chains.root(child);
    final Chain below = Chains.child(parent, narrow(random, parent));
    final Chain forged =
        Chains.resealed(
            below,
            Chains.key(2, 1),
            (buffer, link) -> {
              buffer.putBytes(
                  LinkLayout.agentIdOffset(link), other.agentId(0), 0, LinkLayout.ID_LENGTH);
              buffer.putByte(
                  link + LinkLayout.DELEGATIONS_LEFT_OFFSET,
                  other.buffer().getByte(LinkLayout.DELEGATIONS_LEFT_OFFSET));
              buffer.putBytes(
                  link + LinkLayout.PERMISSIONS_LOW_OFFSET,
                  other.buffer(),
                  LinkLayout.PERMISSIONS_LOW_OFFSET,
                  LinkLayout.PARENT_TAG_OFFSET - LinkLayout.PERMISSIONS_LOW_OFFSET);
            });
    assertThat(authenticate(forged)).isEqualTo(expected);
  }

  private static Terms narrow(final Random random, final Chain parent) {
    return Terms.to(new TestAgent("somebody " + random.nextInt(), 1))
        .permissions(0, 0)
        .scope(LinkLayout.scopeHash(parent.buffer(), 0))
        .valid(GateFixture.START_SECONDS + 5, GateFixture.START_SECONDS + 50)
        .left(0);
  }
}
