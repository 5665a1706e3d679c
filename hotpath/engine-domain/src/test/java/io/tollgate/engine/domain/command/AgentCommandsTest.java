package io.tollgate.engine.domain.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.catalogue.GatePermission;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.fact.CommandRefused;
import io.tollgate.engine.domain.fact.LinkRevoked;
import io.tollgate.engine.domain.fact.TierSet;
import io.tollgate.engine.domain.fact.TrustSet;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.Requests;
import io.tollgate.engine.domain.support.TestAgent;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentCommandsTest {
  private final GateFixture fixture =
      GateFixture.create(new Capacities(6, 6, 8, 4, 4, 8, 8, 3), GateFixture.settings());
  private final Requests requests = new Requests(fixture);
  private final TestAgent admin = fixture.agent("admin", 1);
  private final TestAgent member = fixture.agent("member", 1);
  private final TestAgent stranger = fixture.agent("stranger", 2);
  private final Chain adminChain = Chains.root(Terms.to(admin));

  private Verdict register(final CommandEnvelope envelope, final AgentRegistered fact) {
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().agentCommands().register(envelope, fact, verdict));
    return verdict;
  }

  private Verdict setTrust(final CommandEnvelope envelope, final int trustCode) {
    final TrustSet fact = new TrustSet();
    fact.trustCode = trustCode;
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().agentCommands().setTrust(envelope, fact, verdict));
    return verdict;
  }

  private Verdict setTier(final CommandEnvelope envelope, final int tierCode) {
    final TierSet fact = new TierSet();
    fact.tierCode = tierCode;
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().agentCommands().setTier(envelope, fact, verdict));
    return verdict;
  }

  private Verdict revokeLink(final CommandEnvelope envelope, final long linkId) {
    final LinkRevoked fact = new LinkRevoked();
    fact.linkId = linkId;
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().agentCommands().revokeLink(envelope, fact, verdict));
    return verdict;
  }

  private CommandEnvelope byAdmin(final TestAgent subject) {
    return GateFixture.envelope(adminChain, subject);
  }

  private long version(final TestAgent agent) {
    return fixture.state().agents().version(fixture.slot(agent));
  }

  private void assertRefused(final Verdict verdict, final Reason reason) {
    assertThat(verdict.reason()).isEqualTo(reason);
    final CommandRefused fact = (CommandRefused) fixture.log().newest();
    assertThat(fact.reasonCode).isEqualTo(reason.code());
    assertThat(fact.actor).hasToString("somebody");
    assertThat(verdict.position()).isEqualTo(fixture.log().size());
  }

  private static void assertGranted(final Verdict verdict, final boolean isDuplicate) {
    assertThat(verdict.reason()).isEqualTo(Reason.OK);
    assertThat(verdict.isDuplicate()).isEqualTo(isDuplicate);
  }

  @Test
  void shouldRegisterAnAgentOnceUnderTheHashOfItsKey() {
    final TestAgent agent = new TestAgent("new", 1);
    final AgentRegistered fact = GateFixture.registration(agent, Trust.UNTRUSTED);
    final Verdict first = register(GateFixture.envelope(adminChain), fact);
    assertGranted(first, false);
    assertThat(fixture.slot(agent)).isEqualTo(4);
    final Verdict second = register(GateFixture.envelope(adminChain), fact);
    assertGranted(second, true);
    assertThat(second.position()).isEqualTo(first.position()).isEqualTo(version(agent));
    fact.name.set("other");
    assertRefused(register(GateFixture.envelope(adminChain), fact), Reason.ALREADY_EXISTS);
  }

  @Test
  void shouldRefuseAnAgentThatCannotBe() {
    final TestAgent agent = new TestAgent("new", 1);
    final AgentRegistered fact = GateFixture.registration(agent, Trust.SUSPENDED);
    assertRefused(register(fixture.operator(), fact), Reason.VALUE_INVALID);
    fact.trustCode = 9;
    assertRefused(register(fixture.operator(), fact), Reason.VALUE_INVALID);
    fact.trustCode = Trust.TRUSTED.code();
    fact.tierCode = 3;
    assertRefused(register(fixture.operator(), fact), Reason.VALUE_INVALID);
    fact.tierCode = 0;
    fact.name.clear();
    assertRefused(register(fixture.operator(), fact), Reason.VALUE_INVALID);
    assertThat(fixture.slot(agent)).isEqualTo(-1);
  }

  @Test
  void shouldRefuseMoreAgentsThanTheTableHolds() {
    fixture.agent("fifth", 1);
    fixture.agent("sixth", 1);
    final TestAgent seventh = new TestAgent("seventh", 1);
    assertRefused(
        register(fixture.operator(), GateFixture.registration(seventh, Trust.TRUSTED)),
        Reason.TABLE_FULL);
  }

  @Test
  void shouldCommandOnlyInOnesOwnTenantUnlessOneIsOfTheSystem() {
    assertRefused(
        register(
            GateFixture.envelope(adminChain),
            GateFixture.registration(new TestAgent("new", 2), Trust.TRUSTED)),
        Reason.TENANT_FORBIDDEN);
    assertRefused(
        register(
            GateFixture.envelope(adminChain),
            GateFixture.registration(new TestAgent("new", 0), Trust.TRUSTED)),
        Reason.TENANT_FORBIDDEN);
    assertRefused(setTrust(byAdmin(stranger), 0), Reason.TENANT_FORBIDDEN);
    assertRefused(setTier(byAdmin(stranger), 1), Reason.TENANT_FORBIDDEN);
    assertRefused(revokeLink(byAdmin(stranger), 1), Reason.TENANT_FORBIDDEN);
    assertGranted(setTrust(fixture.operator(stranger), 0), false);
  }

  @Test
  void shouldCommandOnlyByThePermissionForIt() {
    final long all = ~(1L << GatePermission.AGENTS.bit() | 1L << GatePermission.REVOKE.bit());
    final Chain powerless = Chains.root(Terms.to(admin).permissions(all, -1));
    final CommandEnvelope envelope = GateFixture.envelope(powerless, member);
    assertRefused(
        register(envelope, GateFixture.registration(new TestAgent("new", 1), Trust.TRUSTED)),
        Reason.NOT_AUTHORIZED);
    final CommandEnvelope about = GateFixture.envelope(powerless, member);
    assertRefused(setTrust(about, 0), Reason.NOT_AUTHORIZED);
    assertRefused(setTier(about, 1), Reason.NOT_AUTHORIZED);
    assertRefused(revokeLink(about, 1), Reason.NOT_AUTHORIZED);
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().agentCommands().revoke(about, new TrustSet(), verdict));
    assertRefused(verdict, Reason.NOT_AUTHORIZED);
  }

  @Test
  void shouldNotLetTheUntrustedNorAChainForOneScopeCommand() {
    final Chain scoped = Chains.root(Terms.to(admin).scope(5));
    assertRefused(setTier(GateFixture.envelope(scoped, member), 1), Reason.SCOPE_NOT_GRANTED);
    requests.setTrust(admin, Trust.UNTRUSTED);
    assertRefused(setTier(byAdmin(member), 1), Reason.TRUST_TOO_LOW);
  }

  @Test
  void shouldSumUpCommandsOfNobodyKnown() {
    final byte[] bytes = Chains.bytes(adminChain);
    bytes[bytes.length - 1] ^= 1;
    final int before = fixture.log().size();
    final Verdict verdict = setTier(GateFixture.envelope(Chain.ofBytes(bytes), member), 1);
    assertThat(verdict.reason()).isEqualTo(Reason.TAG_INVALID);
    assertThat(verdict.position()).isZero();
    assertThat(fixture.log().size()).isEqualTo(before);
    requests.housekeep();
    assertThat(fixture.log().size()).isEqualTo(before + 1);
  }

  @Test
  void shouldChangeOnlyTheVersionThatTheSenderSaw() {
    final CommandEnvelope envelope = byAdmin(member);
    envelope.expectedVersion = version(member) - 1;
    assertRefused(setTrust(envelope, Trust.UNTRUSTED.code()), Reason.VERSION_CONFLICT);
    assertRefused(setTier(envelope, Tier.PREMIUM.code()), Reason.VERSION_CONFLICT);
    envelope.expectedVersion = version(member);
    assertGranted(setTrust(envelope, Trust.UNTRUSTED.code()), false);
    assertRefused(setTier(envelope, Tier.PREMIUM.code()), Reason.VERSION_CONFLICT);
    assertGranted(setTrust(envelope, Trust.UNTRUSTED.code()), true);
    envelope.expectedVersion = version(member);
    assertGranted(setTier(envelope, Tier.PREMIUM.code()), false);
    assertThat(version(member)).isEqualTo(fixture.log().size());
  }

  @Test
  void shouldSetTrustToWhatThereIsButNotToRevoked() {
    final CommandEnvelope envelope = byAdmin(member);
    assertGranted(setTrust(envelope, Trust.SUSPENDED.code()), false);
    assertGranted(setTrust(envelope, Trust.SUSPENDED.code()), true);
    assertGranted(setTrust(envelope, Trust.TRUSTED.code()), false);
    for (final int code : new int[] {-1, 3, 4, 255}) {
      assertRefused(setTrust(envelope, code), Reason.VALUE_INVALID);
    }
    assertRefused(setTier(envelope, 3), Reason.VALUE_INVALID);
    assertRefused(setTier(envelope, -1), Reason.VALUE_INVALID);
  }

  @Test
  void shouldNeverTakeBackARevocation() {
    assertGranted(requests.revoke(member), false);
    assertGranted(requests.revoke(member), true);
    assertRefused(setTrust(byAdmin(member), Trust.TRUSTED.code()), Reason.FINAL_STATE);
    assertRefused(setTrust(byAdmin(member), Trust.SUSPENDED.code()), Reason.FINAL_STATE);
    final Verdict again =
        register(fixture.operator(), GateFixture.registration(member, Trust.TRUSTED));
    assertThat(fixture.state().agents().trustCode(fixture.slot(member)))
        .isEqualTo(Trust.REVOKED.code());
    assertGranted(again, true);
  }

  @Test
  void shouldNotFindAnAgentThatNobodyRegistered() {
    final TestAgent nobody = new TestAgent("nobody", 1);
    assertRefused(setTrust(byAdmin(nobody), 0), Reason.NOT_FOUND);
    assertRefused(setTier(byAdmin(nobody), 1), Reason.NOT_FOUND);
    assertRefused(revokeLink(byAdmin(nobody), 1), Reason.NOT_FOUND);
  }

  @Test
  void shouldRevokeALinkOnceAndKeepItWhileTheTableIsFull() {
    assertRefused(revokeLink(byAdmin(member), 0), Reason.VALUE_INVALID);
    for (int link = 1; link <= 3; link++) {
      assertGranted(revokeLink(byAdmin(member), link), false);
      assertGranted(revokeLink(byAdmin(member), link), true);
      fixture.pass(1, TimeUnit.DAYS);
    }
    assertRefused(revokeLink(byAdmin(member), 4), Reason.TABLE_FULL);
    assertRefused(revokeLink(byAdmin(admin), 1), Reason.TABLE_FULL);
  }
}
