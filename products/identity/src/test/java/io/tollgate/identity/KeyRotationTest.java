package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.client.EventId;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentKey;
import io.tollgate.identity.domain.Challenge;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.KeyRotated;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.PossessionProof;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.RefusedException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KeyRotationTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Actor ALICE = new Actor("alice");
  private static final SecureRandom RANDOM = new SecureRandom();

  private static IdentityUnderTest identity;
  private static IdentityService service;
  private static int tenantId;

  @BeforeAll
  static void start() throws IOException {
    identity = new IdentityUnderTest();
    service = identity.service;
    tenantId = service.tenants().create(new NewTenant("rotating"), ALICE).value().tenantId();
  }

  @AfterAll
  static void stop() {
    identity.close();
  }

  @Test
  void shouldKeepTheIdThroughEveryRotationAndShowTheWholeSuccession() {
    final Ed25519KeyPair first = pair();
    final Ed25519KeyPair second = pair();
    final Ed25519KeyPair third = pair();
    final AgentId agentId = enrolled(first);
    rotate(agentId, 1, first, second);
    final Positioned<AgentKey> last = rotate(agentId, 2, second, third);

    assertThat(last.value().sequence()).isEqualTo(2);
    assertThat(last.value().publicKey()).isEqualTo(key(third));
    final Agent agent = service.agents().get(agentId, last.position()).value();
    assertThat(agent.publicKey()).isEqualTo(key(first));
    assertThat(agent.currentKey()).isEqualTo(key(third));
    assertThat(agent.keySequence()).isEqualTo(2);

    final List<AgentKey> keys = service.successions().keys(agentId, last.position()).value();
    final List<KeyRotation> rotations = new ArrayList<>();
    keys.forEach(key -> key.rotation().ifPresent(rotations::add));
    assertThat(KeySuccession.verified(agentId, keys.get(0).publicKey(), rotations))
        .map(KeySuccession::currentKey)
        .contains(key(third));
  }

  @Test
  void shouldAnswerTheSameRotationAgainWithoutDoingItTwice() {
    final Ed25519KeyPair first = pair();
    final Ed25519KeyPair second = pair();
    final AgentId agentId = enrolled(first);
    final AgentKey once = rotate(agentId, 1, first, second).value();
    final AgentKey again = rotate(agentId, 1, first, second).value();
    assertThat(again).isEqualTo(once);
    assertThat(service.successions().keys(agentId, 0).value()).hasSize(2);
  }

  @Test
  void shouldChangeNothingAndWriteItDownWhereARotationIsRefused() {
    final Ed25519KeyPair mine = pair();
    final Ed25519KeyPair next = pair();
    final AgentId agentId = enrolled(mine);
    final KeyRotation good = rotation(agentId, 1, mine, next);
    assertRefused(
        Refusal.OLD_KEY_SIGNATURE_INVALID,
        agentId,
        new KeyRotation(
            agentId, 1, key(mine), key(next), good.newSignature(), good.newSignature()));
    assertRefused(
        Refusal.NEW_KEY_SIGNATURE_INVALID,
        agentId,
        new KeyRotation(
            agentId, 1, key(mine), key(next), good.oldSignature(), good.oldSignature()));
    assertRefused(Refusal.SEQUENCE_WRONG, agentId, rotation(agentId, 2, mine, next));
    assertRefused(Refusal.SEQUENCE_WRONG, agentId, rotation(agentId, 1, next, pair()));
    final String lowOrder = "01" + "00".repeat(31);
    assertRefused(
        Refusal.KEY_INVALID,
        agentId,
        new KeyRotation(agentId, 1, key(mine), lowOrder, good.oldSignature(), good.newSignature()));
    assertThat(service.agents().get(agentId, 0).value().currentKey()).isEqualTo(key(mine));
  }

  @Test
  void shouldRefuseAKeyThatIsOrEverWasAnotherAgents() {
    final Ed25519KeyPair theirFirst = pair();
    final Ed25519KeyPair theirSecond = pair();
    final AgentId theirs = enrolled(theirFirst);
    rotate(theirs, 1, theirFirst, theirSecond);
    final Ed25519KeyPair mine = pair();
    final AgentId agentId = enrolled(mine);
    assertRefused(Refusal.KEY_IN_USE, agentId, rotation(agentId, 1, mine, theirFirst));
    assertRefused(Refusal.KEY_IN_USE, agentId, rotation(agentId, 1, mine, theirSecond));
    assertThatThrownBy(() -> enrolled(theirSecond))
        .isInstanceOfSatisfying(
            RefusedException.class, ex -> assertThat(ex.code()).isEqualTo("KEY_IN_USE"));
    assertThatThrownBy(
            () -> service.agents().get(KeySuccession.agentOf(theirSecond.publicKey()), 0))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void shouldRefuseToRotateForAnAgentThatIsUnknownOrRevoked() {
    final Ed25519KeyPair mine = pair();
    final AgentId unknown = KeySuccession.agentOf(mine.publicKey());
    final KeyRotation rotation = rotation(unknown, 1, mine, pair());
    final long before = refusals(unknown);
    assertThatThrownBy(() -> service.successions().rotate(rotation, ALICE))
        .isInstanceOf(NotFoundException.class);
    assertThat(refusals(unknown)).isEqualTo(before + 1);

    final AgentId agentId = enrolled(mine);
    service.agents().revoke(agentId, IdentityService.ANY_VERSION, false, ALICE);
    assertRefused(Refusal.AGENT_REVOKED, agentId, rotation);
  }

  /** Whoever may append events of the gate's own agents still cannot make up a succession. */
  @Test
  void shouldNotBelieveARotationInTheJournalThatDoesNotVerify() {
    final Ed25519KeyPair mine = pair();
    final Ed25519KeyPair thief = pair();
    final AgentId agentId = enrolled(mine);
    final KeyRotation stolen = rotation(agentId, 1, thief, thief);
    final KeyRotated event =
        new KeyRotated(
            new KeyRotation(
                agentId, 1, key(mine), key(thief), stolen.oldSignature(), stolen.newSignature()));
    final long position =
        identity.commands.append(
            EventId.random(),
            agentId.toBytes(),
            IdentityEvent.PRODUCT,
            event.type(),
            event.payload(),
            ALICE);
    assertThat(service.agents().get(agentId, position).value().currentKey()).isEqualTo(key(mine));
  }

  private static void assertRefused(
      final Refusal refusal, final AgentId agentId, final KeyRotation rotation) {
    final List<AgentKey> before = service.successions().keys(agentId, 0).value();
    final ThrowingCallable call = () -> service.successions().rotate(rotation, ALICE);
    final long written = refusals(agentId);
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            ex -> {
              assertThat(ex.code()).isEqualTo(refusal.name());
              assertThat(ex.position()).isPositive();
            });
    assertThat(refusals(agentId)).isEqualTo(written + 1);
    assertThat(service.successions().keys(agentId, 0).value()).isEqualTo(before);
  }

  private static long refusals(final AgentId agentId) {
    return identity.refusals(agentId);
  }

  private static AgentId enrolled(final Ed25519KeyPair pair) {
    final Challenge challenge = service.agents().challenge(key(pair));
    final PossessionProof proof =
        new PossessionProof(
            challenge.challengeId(),
            key(pair),
            HEX.formatHex(Ed25519.sign(pair, HEX.parseHex(challenge.message()))));
    return service
        .agents()
        .createWithProof(new NewAgent(tenantId, "agent", Trust.TRUSTED, Tier.BASIC), proof, ALICE)
        .value()
        .agentId();
  }

  private static Positioned<AgentKey> rotate(
      final AgentId agentId,
      final int sequence,
      final Ed25519KeyPair from,
      final Ed25519KeyPair to) {
    return service.successions().rotate(rotation(agentId, sequence, from, to), ALICE);
  }

  private static KeyRotation rotation(
      final AgentId agentId,
      final int sequence,
      final Ed25519KeyPair from,
      final Ed25519KeyPair to) {
    final byte[] message = KeyRotation.message(agentId, sequence, from.publicKey(), to.publicKey());
    return new KeyRotation(
        agentId,
        sequence,
        key(from),
        key(to),
        HEX.formatHex(Ed25519.sign(from, message)),
        HEX.formatHex(Ed25519.sign(to, message)));
  }

  private static String key(final Ed25519KeyPair pair) {
    return HEX.formatHex(pair.publicKey());
  }

  private static Ed25519KeyPair pair() {
    return Ed25519.generate(RANDOM);
  }
}
