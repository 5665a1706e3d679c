package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentFilter;
import io.tollgate.identity.domain.Challenge;
import io.tollgate.identity.domain.JoinRequest;
import io.tollgate.identity.domain.JoinSecret;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.MadeJoinToken;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.NewJoinToken;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Owner;
import io.tollgate.identity.domain.PossessionProof;
import io.tollgate.identity.domain.Profile;
import io.tollgate.identity.domain.Quota;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.PageRequest;
import io.tollgate.support.error.RefusedException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A token makes one agent, and no enrolment changes an agent that is there. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RepeatedEnrolmentTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Actor ALICE = new Actor("alice");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Profile CHOSEN =
      new Profile(Optional.of(Owner.ofText("human:carol")), Map.of("by", "carol"));
  private static final Quota CHOSEN_QUOTA = new Quota(ResourceType.MESSAGES, 3, 3, 3, 3);

  private static IdentityUnderTest identity;
  private static IdentityService service;

  private int tenantId;

  @BeforeAll
  static void start() throws IOException {
    identity = new IdentityUnderTest();
    service = identity.service;
  }

  @AfterAll
  static void stop() {
    identity.close();
  }

  @BeforeEach
  void prepare() {
    final String name = "tenant-" + HEX.toHexDigits(RANDOM.nextInt());
    tenantId = service.tenants().create(new NewTenant(name), ALICE).value().tenantId();
  }

  @Test
  void shouldLetATokenServeOneNameOfAKeyWhereTwoAreTriedAtOnce()
      throws InterruptedException, ExecutionException {
    final ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 5; i++) {
        final MadeJoinToken made = token();
        final Ed25519KeyPair key = pair();
        final List<Callable<String>> attempts =
            Stream.of("one", "two")
                .<Callable<String>>map(name -> () -> outcome(request(made, key, name)))
                .toList();
        final List<String> outcomes = new ArrayList<>();
        for (final Future<String> outcome : threads.invokeAll(attempts)) {
          outcomes.add(outcome.get());
        }
        assertThat(outcomes)
            .containsOnlyOnce("joined")
            .containsAnyOf("JOIN_TOKEN_USED", "KEY_IN_USE");
        assertThat(outcome(request(made, pair(), "three"))).isEqualTo("JOIN_TOKEN_USED");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** As a process leaves it that dies after the registration, before the token's use is told. */
  @Test
  void shouldTakeNothingButTheSameRequestAgainWhereAJoinWasCutOff() {
    final MadeJoinToken made = token();
    final Ed25519KeyPair key = pair();
    final Agent agent = service.joins().join(request(made, key, "agent")).value();
    chooseOtherwise(agent.agentId());
    forgetThatItWasUsed(made);

    assertThat(outcome(request(made, key, "another"))).isEqualTo("KEY_IN_USE");
    assertThat(outcome(request(made, pair(), "agent"))).isEqualTo("JOIN_TOKEN_USED");
    assertThat(agents()).hasSize(1);

    final Agent again = service.joins().join(request(made, key, "agent")).value();
    assertThat(again.agentId()).isEqualTo(agent.agentId());
    assertChosen(agent.agentId());
    assertThat(outcome(request(made, key, "agent"))).isEqualTo("JOIN_TOKEN_USED");
  }

  @Test
  void shouldNotTakeTheSameRequestAgainOfAnAgentWhoseKeyOrStandingChanged() {
    final MadeJoinToken ofRotated = token();
    final Ed25519KeyPair first = pair();
    final Agent rotated = service.joins().join(request(ofRotated, first, "agent")).value();
    rotate(rotated.agentId(), first, pair());
    forgetThatItWasUsed(ofRotated);
    assertThat(outcome(request(ofRotated, first, "agent"))).isEqualTo("KEY_IN_USE");

    final MadeJoinToken ofRevoked = token();
    final Ed25519KeyPair key = pair();
    final Agent revoked = service.joins().join(request(ofRevoked, key, "agent")).value();
    service.agents().revoke(revoked.agentId(), IdentityService.ANY_VERSION, false, ALICE);
    forgetThatItWasUsed(ofRevoked);
    assertThat(outcome(request(ofRevoked, key, "agent"))).isEqualTo("KEY_IN_USE");
    assertThat(outcome(request(ofRevoked, pair(), "agent"))).isEqualTo("JOIN_TOKEN_USED");
  }

  @Test
  void shouldChangeNothingOfAnAgentThatAJoinWouldRegisterAnewAndLeaveTheTokenGood() {
    final Ed25519KeyPair key = pair();
    final AgentId agentId = enrol(key, ALICE, Tier.BASIC).agentId();
    chooseOtherwise(agentId);
    final MadeJoinToken made = token();

    assertThat(outcome(request(made, key, "agent"))).isEqualTo("KEY_IN_USE");
    assertThat(outcome(request(made, key, "another"))).isEqualTo("KEY_IN_USE");
    assertChosen(agentId);
    assertThat(outcome(request(made, pair(), "agent"))).isEqualTo("joined");
  }

  @Test
  void shouldWriteDownNoMoreThanTheFirstRefusalsOfKeysInUse() {
    final Ed25519KeyPair key = pair();
    final AgentId agentId = enrol(key, ALICE, Tier.BASIC).agentId();
    final MadeJoinToken made = token();
    for (int i = 0; i < 12; i++) {
      assertThat(outcome(request(made, key, "agent"))).isEqualTo("KEY_IN_USE");
    }
    assertThat(identity.refusals(agentId)).isEqualTo(8);
  }

  @Test
  void shouldChangeNothingOfAnAgentThatIsEnrolledTwice() {
    final Ed25519KeyPair key = pair();
    final AgentId agentId = enrol(key, ALICE, Tier.BASIC).agentId();
    chooseOtherwise(agentId);

    assertThat(enrol(key, ALICE, Tier.BASIC).agentId()).isEqualTo(agentId);
    assertChosen(agentId);
    assertKeyInUse(() -> enrol(key, new Actor("bob"), Tier.BASIC));
    assertKeyInUse(() -> enrol(key, ALICE, Tier.STANDARD));
    assertChosen(agentId);

    rotate(agentId, key, pair());
    assertKeyInUse(() -> enrol(key, ALICE, Tier.BASIC));
  }

  private static void assertKeyInUse(final ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            ex -> assertThat(ex.code()).isEqualTo(Refusal.KEY_IN_USE.name()));
  }

  private static void chooseOtherwise(final AgentId agentId) {
    service.limits().setQuota(agentId, CHOSEN_QUOTA, IdentityService.ANY_VERSION, ALICE);
    service.agents().describe(agentId, CHOSEN, ALICE);
  }

  private static void assertChosen(final AgentId agentId) {
    final long position = identity.commands.journalPosition();
    assertThat(service.agents().get(agentId, position).value().profile()).isEqualTo(CHOSEN);
    assertThat(service.limits().quotas(agentId, position).value()).contains(CHOSEN_QUOTA);
  }

  private static void forgetThatItWasUsed(final MadeJoinToken made) {
    identity.database.inTransaction(
        handle ->
            handle.execute(
                "UPDATE identity.join_token SET agent_id = NULL, used_ns = NULL WHERE token_id = ?",
                HEX.parseHex(made.token().tokenId())));
  }

  private List<Agent> agents() {
    final AgentFilter filter =
        new AgentFilter(Optional.of(tenantId), Optional.empty(), Optional.empty());
    return service
        .agents()
        .list(filter, PageRequest.first(), identity.commands.journalPosition())
        .value()
        .items();
  }

  private static String outcome(final JoinRequest request) {
    try {
      service.joins().join(request);
      return "joined";
    } catch (final RefusedException ex) {
      return ex.code();
    }
  }

  private Agent enrol(final Ed25519KeyPair key, final Actor actor, final Tier tier) {
    final Challenge challenge = service.agents().challenge(HEX.formatHex(key.publicKey()));
    final PossessionProof proof =
        new PossessionProof(
            challenge.challengeId(),
            HEX.formatHex(key.publicKey()),
            HEX.formatHex(Ed25519.sign(key, HEX.parseHex(challenge.message()))));
    final Profile profile = new Profile(Optional.of(Owner.ofText("team:first")), Map.of());
    return service
        .agents()
        .createWithProof(
            new NewAgent(tenantId, "agent", Trust.UNTRUSTED, tier, profile), proof, actor)
        .value();
  }

  private static void rotate(
      final AgentId agentId, final Ed25519KeyPair from, final Ed25519KeyPair to) {
    final byte[] message = KeyRotation.message(agentId, 1, from.publicKey(), to.publicKey());
    final KeyRotation rotation =
        new KeyRotation(
            agentId,
            1,
            HEX.formatHex(from.publicKey()),
            HEX.formatHex(to.publicKey()),
            HEX.formatHex(Ed25519.sign(from, message)),
            HEX.formatHex(Ed25519.sign(to, message)));
    service.successions().rotate(rotation, ALICE);
  }

  private MadeJoinToken token() {
    final Instant expiresAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3_600);
    final Owner owner = Owner.ofText("team:platform");
    return service
        .joins()
        .make(new NewJoinToken(tenantId, owner, Tier.BASIC, expiresAt), ALICE)
        .value();
  }

  private static JoinRequest request(
      final MadeJoinToken made, final Ed25519KeyPair key, final String name) {
    final JoinSecret secret = JoinSecret.ofText(made.secret()).orElseThrow();
    return new JoinRequest(
        made.secret(),
        name,
        HEX.formatHex(key.publicKey()),
        HEX.formatHex(Ed25519.sign(key, secret.message(key.publicKey(), name))));
  }

  private static Ed25519KeyPair pair() {
    return Ed25519.generate(RANDOM);
  }
}
