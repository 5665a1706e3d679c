package io.tollgate.engine.domain.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.ChainBytes;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.EventAppended;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.fact.KeyRetired;
import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.Requests;
import io.tollgate.engine.domain.support.TestAgent;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateCommandsTest {
  private final GateFixture fixture =
      GateFixture.create(new Capacities(6, 4, 8, 4, 4, 8, 3, 3), GateFixture.settings());
  private final Requests requests = new Requests(fixture);
  private final TestAgent admin = fixture.agent("admin", 1);
  private final TestAgent stranger = fixture.agent("stranger", 2);
  private final Chain adminChain = Chains.root(Terms.to(admin));

  private Verdict define(final CommandEnvelope envelope, final PermissionDefined fact) {
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().gateCommands().definePermission(envelope, fact, verdict));
    return verdict;
  }

  private Verdict addKey(final CommandEnvelope envelope, final KeyAdded fact) {
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().gateCommands().addKey(envelope, fact, verdict));
    return verdict;
  }

  private Verdict retireKey(final CommandEnvelope envelope, final int keyId) {
    final KeyRetired fact = new KeyRetired();
    fact.keyId = keyId;
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().gateCommands().retireKey(envelope, fact, verdict));
    return verdict;
  }

  private Verdict append(final CommandEnvelope envelope, final EventAppended fact) {
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().gateCommands().appendEvent(envelope, fact, verdict));
    return verdict;
  }

  private static PermissionDefined permission(final int bit, final String name, final int trust) {
    final PermissionDefined fact = new PermissionDefined();
    fact.permission = bit;
    fact.name.set(name);
    fact.minimumTrustCode = trust;
    return fact;
  }

  private static KeyAdded key(final int keyId, final int tenantId) {
    final KeyAdded fact = new KeyAdded();
    fact.keyId = keyId;
    fact.tenantId = tenantId;
    System.arraycopy(Chains.salt(keyId), 0, fact.salt, 0, fact.salt.length);
    return fact;
  }

  private static EventAppended event(final long id, final int payloadLength) {
    final EventAppended fact = new EventAppended();
    fact.eventIdLow = id;
    fact.productCode = 1;
    fact.payload.wrap(new byte[payloadLength]);
    return fact;
  }

  private static void assertReason(final Verdict verdict, final Reason reason) {
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.isDuplicate()).isFalse();
  }

  private static void assertInEffect(final Verdict verdict) {
    assertThat(verdict.reason()).isEqualTo(Reason.OK);
    assertThat(verdict.isDuplicate()).isTrue();
  }

  @Test
  void shouldDefineAPermissionOnceAndChangeOnlyItsTrust() {
    assertReason(define(fixture.operator(), permission(20, "a:b", 1)), Reason.OK);
    assertInEffect(define(fixture.operator(), permission(20, "a:b", 1)));
    assertReason(define(fixture.operator(), permission(20, "a:b", 0)), Reason.OK);
    assertThat(fixture.state().permissions().minimumTrustCode(20)).isZero();
    assertReason(define(fixture.operator(), permission(20, "a:c", 0)), Reason.ALREADY_EXISTS);
    assertReason(define(fixture.operator(), permission(21, "a:b", 0)), Reason.ALREADY_EXISTS);
    assertReason(define(fixture.operator(), permission(127, "a:d", 0)), Reason.OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "abc", ":ab", "ab:", "a:b:c", "A:b", "a b:c", "é:a", "a::b"})
  void shouldRefuseNamesThatAreNoneOfAPermission(final String name) {
    assertReason(define(fixture.operator(), permission(20, name, 0)), Reason.VALUE_INVALID);
  }

  @Test
  void shouldKeepTheGatesOwnPermissionsAndRangesOutOfReach() {
    for (final int bit : new int[] {-1, 0, 9, 15, 128, 255}) {
      assertReason(define(fixture.operator(), permission(bit, "a:b", 0)), Reason.VALUE_INVALID);
    }
    assertReason(define(fixture.operator(), permission(20, "a:b", 2)), Reason.VALUE_INVALID);
    assertReason(define(fixture.operator(), permission(20, "a:b", -1)), Reason.VALUE_INVALID);
    assertReason(
        define(GateFixture.envelope(adminChain), permission(20, "a:b", 0)),
        Reason.TENANT_FORBIDDEN);
    final Chain powerless = Chains.root(Terms.to(admin).permissions(~2L, -1));
    assertReason(
        define(GateFixture.envelope(powerless), permission(20, "a:b", 0)), Reason.NOT_AUTHORIZED);
  }

  @Test
  void shouldAddAKeyOnceForOnesOwnTenant() {
    assertReason(addKey(GateFixture.envelope(adminChain), key(9, 1)), Reason.OK);
    assertInEffect(addKey(GateFixture.envelope(adminChain), key(9, 1)));
    assertReason(addKey(fixture.operator(), key(9, 2)), Reason.ALREADY_EXISTS);
    assertReason(addKey(GateFixture.envelope(adminChain), key(8, 2)), Reason.TENANT_FORBIDDEN);
    assertReason(addKey(GateFixture.envelope(adminChain), key(8, 0)), Reason.TENANT_FORBIDDEN);
    assertReason(addKey(fixture.operator(), key(0, 1)), Reason.VALUE_INVALID);
    assertReason(addKey(fixture.operator(), key(8, 1)), Reason.TABLE_FULL);
    final Chain byNewKey = Chains.root(Terms.to(admin).key(9));
    assertThat(requests.check(byNewKey, GateFixture.OPEN_PERMISSION).isAllowed()).isTrue();
  }

  @Test
  void shouldRetireAKeyForEver() {
    addKey(GateFixture.envelope(adminChain), key(9, 1));
    final Chain byNewKey = Chains.root(Terms.to(admin).key(9));
    assertThat(requests.check(byNewKey, GateFixture.OPEN_PERMISSION).isAllowed()).isTrue();
    assertReason(retireKey(GateFixture.envelope(adminChain), 9), Reason.OK);
    assertInEffect(retireKey(GateFixture.envelope(adminChain), 9));
    assertReason(addKey(GateFixture.envelope(adminChain), key(9, 1)), Reason.FINAL_STATE);
    assertThat(requests.check(byNewKey, GateFixture.OPEN_PERMISSION).reason())
        .isEqualTo(Reason.KEY_RETIRED);
    assertReason(retireKey(GateFixture.envelope(adminChain), 3), Reason.TENANT_FORBIDDEN);
    assertReason(retireKey(fixture.operator(), 77), Reason.NOT_FOUND);
    final Chain powerless = Chains.root(Terms.to(admin).permissions(~4L, -1));
    assertReason(retireKey(GateFixture.envelope(powerless), 2), Reason.NOT_AUTHORIZED);
    assertReason(addKey(GateFixture.envelope(powerless), key(7, 1)), Reason.NOT_AUTHORIZED);
  }

  @Test
  void shouldAppendAnEventOnce() {
    final Verdict first = append(fixture.operator(), event(1, 10));
    assertReason(first, Reason.OK);
    final Verdict second = append(fixture.operator(), event(1, 10));
    assertInEffect(second);
    assertThat(second.position()).isEqualTo(first.position());
    assertReason(append(fixture.operator(), event(1, 11)), Reason.EVENT_CONFLICT);
    final EventAppended aboutAnother = event(1, 10);
    aboutAnother.agentId.putBytes(0, stranger.id());
    assertReason(append(fixture.operator(), aboutAnother), Reason.EVENT_CONFLICT);
    final EventAppended another = event(1, 10);
    another.eventType = 2;
    assertReason(append(fixture.operator(), another), Reason.EVENT_CONFLICT);
    requests.reserve(adminChain, 5, 1);
    assertReason(append(fixture.operator(), event(5, 1)), Reason.EVENT_CONFLICT);
  }

  @Test
  void shouldRefuseEventsThatAreNone() {
    assertReason(append(fixture.operator(), event(0, 1)), Reason.EVENT_ID_MISSING);
    assertReason(append(fixture.operator(), event(1, 4_097)), Reason.MESSAGE_TOO_LONG);
    final EventAppended fact = event(1, 4_096);
    for (final int product : new int[] {0, -1, 9}) {
      fact.productCode = product;
      assertReason(append(fixture.operator(), fact), Reason.VALUE_INVALID);
    }
    fact.productCode = 8;
    assertReason(append(fixture.operator(), fact), Reason.OK);
  }

  @Test
  void shouldLetOtherTenantsTellOfTheirOwnAgentsOnly() {
    final CommandEnvelope envelope = GateFixture.envelope(adminChain);
    assertReason(append(envelope, event(1, 1)), Reason.TENANT_FORBIDDEN);
    final EventAppended fact = event(1, 1);
    fact.agentId.putBytes(0, stranger.id());
    assertReason(append(envelope, fact), Reason.TENANT_FORBIDDEN);
    fact.agentId.putBytes(0, admin.id());
    assertReason(append(envelope, fact), Reason.OK);
    final Chain powerless = Chains.root(Terms.to(admin).permissions(~(1L << 7), -1));
    assertReason(append(GateFixture.envelope(powerless), fact), Reason.NOT_AUTHORIZED);
  }

  @Test
  void shouldRefuseMoreEventsThanTheTableHoldsUntilTheFirstIsForgotten() {
    for (int id = 1; id <= 3; id++) {
      assertReason(append(fixture.operator(), event(id, 1)), Reason.OK);
      fixture.pass(1, TimeUnit.SECONDS);
    }
    assertReason(append(fixture.operator(), event(4, 1)), Reason.TABLE_FULL);
    assertReason(requests.consume(adminChain, 4, 1), Reason.TABLE_FULL);
    fixture.pass(57, TimeUnit.SECONDS);
    assertReason(requests.consume(adminChain, 4, 1), Reason.OK);
    assertReason(append(fixture.operator(), event(5, 1)), Reason.TABLE_FULL);
    assertInEffect(append(fixture.operator(), event(2, 1)));
  }

  @Test
  void shouldTellAnAgentOfItselfAndOthersByThePermissionForIt() {
    final Chain plain = Chains.root(Terms.to(admin).permissions(1L << 16, 0));
    assertThat(query(plain, admin)).isEqualTo(Reason.OK);
    assertThat(query(plain, stranger)).isEqualTo(Reason.NOT_AUTHORIZED);
    assertThat(query(adminChain, stranger)).isEqualTo(Reason.NOT_AUTHORIZED);
    assertThat(query(adminChain, new TestAgent("nobody", 1))).isEqualTo(Reason.NOT_AUTHORIZED);
    assertThat(query(adminChain, fixture.agent("member", 1))).isEqualTo(Reason.OK);
    assertThat(query(fixture.operatorChain(), stranger)).isEqualTo(Reason.OK);
    assertThat(query(fixture.operatorChain(), new TestAgent("nobody", 1)))
        .isEqualTo(Reason.NOT_FOUND);
    requests.retireKey(2);
    assertThat(query(plain, admin)).isEqualTo(Reason.KEY_RETIRED);
  }

  private Reason query(final Chain chain, final TestAgent subject) {
    final ChainBytes bytes = new ChainBytes();
    bytes.wrap(chain.buffer(), 0, chain.length());
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().query(bytes, new UnsafeBuffer(subject.id()), 0, verdict));
    return verdict.reason();
  }

  @Test
  void shouldBeBornOnce() {
    assertThatThrownBy(() -> fixture.gate().genesis()).isInstanceOf(IllegalStateException.class);
  }
}
