package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.domain.AgentChange;
import io.tollgate.identity.domain.Challenge;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.PossessionProof;
import io.tollgate.identity.domain.Prekey;
import io.tollgate.identity.domain.Prekey.Kind;
import io.tollgate.identity.domain.PrekeyBundle;
import io.tollgate.identity.domain.PrekeyStock;
import io.tollgate.identity.domain.PrekeyUpload;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.RefusedException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PrekeysTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Actor ALICE = new Actor("alice");

  private static IdentityUnderTest identity;
  private static Prekeys prekeys;
  private static int tenantId;

  @BeforeAll
  static void start() throws IOException {
    identity = new IdentityUnderTest();
    prekeys = identity.service.prekeys();
    tenantId =
        identity.service.tenants().create(new NewTenant("writers"), ALICE).value().tenantId();
  }

  @AfterAll
  static void stop() {
    identity.close();
  }

  @Test
  void shouldGiveABundleThatAnyoneCanVerify() {
    final SignedPrekeys agent = agent();
    final PrekeyUpload upload = agent.upload(1, 1, 2);
    final PrekeyStock stock = prekeys.upload(agent.agentId, upload, ALICE);
    assertThat(stock.identityKey()).contains(upload.identityKey());
    assertThat(stock.signed()).isEqualTo(upload.signed());
    assertThat(stock.oneTimeLeft()).isEqualTo(2);
    assertThat(stock.isCurrent()).isTrue();
    final PrekeyBundle bundle = prekeys.take(agent.agentId, ALICE);
    assertThat(bundle.isSigned()).isTrue();
    assertThat(bundle.signingKey()).isEqualTo(HEX.formatHex(agent.signingKey.publicKey()));
    assertThat(bundle.identityKey()).isEqualTo(upload.identityKey());
    assertThat(bundle.signedPrekey()).isEqualTo(upload.signed().get(0));
    assertThat(bundle.oneTimePrekey()).contains(upload.oneTime().get(0));
    assertThat(prekeys.take(agent.agentId, ALICE).oneTimePrekey())
        .contains(upload.oneTime().get(1));
  }

  @Test
  void shouldNeverGiveAOneTimePrekeyTwiceHoweverManyTakeAtOnce()
      throws InterruptedException, ExecutionException {
    final SignedPrekeys agent = agent();
    prekeys.upload(agent.agentId, agent.upload(1, 1, 60), ALICE);
    final List<Callable<List<Prekey>>> takers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      takers.add(() -> takeTenTimes(agent.agentId));
    }
    final ExecutorService threads = Executors.newFixedThreadPool(8);
    final List<Prekey> taken = new ArrayList<>();
    try {
      for (final Future<List<Prekey>> some : threads.invokeAll(takers)) {
        taken.addAll(some.get());
      }
    } finally {
      threads.shutdownNow();
    }
    final Set<String> keys = new HashSet<>();
    taken.forEach(prekey -> keys.add(prekey.publicKey()));
    assertThat(taken).hasSize(60);
    assertThat(keys).hasSize(60);
    assertThat(prekeys.stock(agent.agentId, 0).oneTimeLeft()).isZero();
    assertThat(identity.lowPrekeys(agent.agentId)).isOne();
  }

  private static List<Prekey> takeTenTimes(final AgentId agentId) {
    final List<Prekey> taken = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      prekeys.take(agentId, ALICE).oneTimePrekey().ifPresent(taken::add);
    }
    return taken;
  }

  @Test
  void shouldFallBackToTheNewestSignedPrekeyWhereNoOneTimePrekeyIsLeft() {
    final SignedPrekeys agent = agent();
    prekeys.upload(agent.agentId, agent.upload(1, 1, 1), ALICE);
    prekeys.upload(agent.agentId, agent.upload(2, 2, 0), ALICE);
    assertThat(prekeys.take(agent.agentId, ALICE).oneTimePrekey()).isPresent();
    for (int i = 0; i < 2; i++) {
      final PrekeyBundle bundle = prekeys.take(agent.agentId, ALICE);
      assertThat(bundle.oneTimePrekey()).isEmpty();
      assertThat(bundle.signedPrekey().id()).isEqualTo(2);
      assertThat(bundle.isSigned()).isTrue();
    }
  }

  @Test
  void shouldTellOnceThatPrekeysRunOutAndAgainAfterTheyWereEnough() {
    final SignedPrekeys agent = agent();
    final PrekeyStock enough = prekeys.upload(agent.agentId, agent.upload(1, 1, 20), ALICE);
    assertThat(enough.isLow()).isFalse();
    assertThat(identity.lowPrekeys(agent.agentId)).isZero();
    prekeys.take(agent.agentId, ALICE);
    prekeys.take(agent.agentId, ALICE);
    assertThat(prekeys.stock(agent.agentId, 0).isLow()).isTrue();
    assertThat(identity.lowPrekeys(agent.agentId)).isOne();
    prekeys.upload(agent.agentId, agent.upload(2, 21, 2), ALICE);
    prekeys.take(agent.agentId, ALICE);
    assertThat(identity.lowPrekeys(agent.agentId)).isEqualTo(2);
  }

  @Test
  void shouldRefuseKeysThatWereBroughtBefore() {
    final SignedPrekeys agent = agent();
    final PrekeyUpload first = agent.upload(1, 1, 2);
    prekeys.upload(agent.agentId, first, ALICE);
    prekeys.take(agent.agentId, ALICE);
    assertUploadRefused(Refusal.PREKEY_ID_USED, agent, first);
    assertUploadRefused(
        Refusal.PREKEY_ID_USED,
        agent,
        new PrekeyUpload(first.identityKey(), List.of(), first.oneTime().subList(0, 1)));
    final SignedPrekeys otherIdentity = withIdentity(agent, agent.signingKey);
    assertUploadRefused(Refusal.PREKEY_ID_USED, agent, otherIdentity.upload(2, 3, 1));
    final Prekey sameKey = agent.prekey(Kind.ONE_TIME, 3, first.oneTime().get(1).publicKey());
    assertUploadRefused(
        Refusal.KEY_IN_USE,
        agent,
        new PrekeyUpload(first.identityKey(), List.of(), List.of(sameKey)));
  }

  @Test
  void shouldRefuseWhatTheAgentDidNotSignAndKeysThatAreNoGood() {
    final SignedPrekeys agent = agent();
    final SignedPrekeys thief = withIdentity(agent, Ed25519.generate(new SecureRandom()));
    assertUploadRefused(Refusal.PREKEY_SIGNATURE_INVALID, agent, thief.upload(1, 1, 1));
    final PrekeyUpload lowOrder =
        new PrekeyUpload(
            agent.identity(1),
            List.of(agent.prekey(Kind.SIGNED, 1, "01" + "00".repeat(31))),
            List.of());
    assertUploadRefused(Refusal.KEY_INVALID, agent, lowOrder);
    assertThat(prekeys.stock(agent.agentId, 0)).isEqualTo(PrekeyStock.NONE);
  }

  @Test
  void shouldKeepNoMoreThanItSaysItDoes() {
    final SignedPrekeys agent = agent();
    prekeys.upload(agent.agentId, agent.upload(1, 1, 100), ALICE);
    prekeys.upload(agent.agentId, agent.upload(2, 101, 100), ALICE);
    assertUploadRefused(Refusal.PREKEYS_FULL, agent, agent.upload(3, 201, 1));
    for (int id = 3; id <= 6; id++) {
      prekeys.upload(agent.agentId, agent.upload(id, 1, 0), ALICE);
    }
    assertThat(prekeys.stock(agent.agentId, 0).signed())
        .extracting(Prekey::id)
        .containsExactly(6, 5, 4, 3);
  }

  @Test
  void shouldDropEverythingBelowAnIdentityKeyThatIsReplaced() {
    final SignedPrekeys agent = agent();
    prekeys.upload(agent.agentId, agent.upload(1, 1, 5), ALICE);
    final SignedPrekeys next = withIdentity(agent, agent.signingKey);
    final PrekeyStock stock =
        prekeys.upload(
            agent.agentId,
            new PrekeyUpload(next.identity(2), List.of(next.prekey(Kind.SIGNED, 2)), List.of()),
            ALICE);
    assertThat(stock.oneTimeLeft()).isZero();
    assertThat(stock.signed()).extracting(Prekey::id).containsExactly(2);
    assertThat(stock.lastOneTimeId()).isEqualTo(5);
    assertThat(prekeys.take(agent.agentId, ALICE).identityKey().number()).isEqualTo(2);
    assertUploadRefused(Refusal.PREKEY_ID_USED, agent, agent.upload(3, 6, 1));
  }

  @Test
  void shouldGiveNothingThatAFormerKeySigned() {
    final SignedPrekeys agent = agent();
    prekeys.upload(agent.agentId, agent.upload(1, 1, 5), ALICE);
    final Ed25519KeyPair newKey = Ed25519.generate(new SecureRandom());
    rotate(agent, newKey);
    assertTakeRefused(Refusal.PREKEYS_MISSING, agent);
    assertUploadRefused(Refusal.PREKEY_SIGNATURE_INVALID, agent, agent.upload(2, 6, 1));
    final SignedPrekeys rotated =
        new SignedPrekeys(agent.agentId, newKey, agent.identityKey, agent.expiresAt);
    prekeys.upload(agent.agentId, rotated.upload(2, 6, 1), ALICE);
    final PrekeyBundle bundle = prekeys.take(agent.agentId, ALICE);
    assertThat(bundle.isSigned()).isTrue();
    assertThat(bundle.keySequence()).isEqualTo(1);
    assertThat(bundle.oneTimePrekey()).map(Prekey::id).contains(6);
  }

  @Test
  void shouldGiveNothingOfAnAgentThatIsSuspendedOrRevokedAndTakeNothingFromIt() {
    final SignedPrekeys agent = agent();
    prekeys.upload(agent.agentId, agent.upload(1, 1, 5), ALICE);
    trust(agent, Trust.SUSPENDED);
    assertTakeRefused(Refusal.AGENT_SUSPENDED, agent);
    assertUploadRefused(Refusal.AGENT_SUSPENDED, agent, agent.upload(2, 6, 1));
    trust(agent, Trust.TRUSTED);
    assertThat(prekeys.take(agent.agentId, ALICE).oneTimePrekey()).map(Prekey::id).contains(1);
    identity.service.agents().revoke(agent.agentId, IdentityService.ANY_VERSION, false, ALICE);
    assertTakeRefused(Refusal.AGENT_REVOKED, agent);
    assertUploadRefused(Refusal.AGENT_REVOKED, agent, agent.upload(2, 6, 1));
  }

  @Test
  void shouldWriteDownWhoeverAsksAboutAnAgentThatIsNotThere() {
    final Ed25519KeyPair pair = Ed25519.generate(new SecureRandom());
    final AgentId nobody = AgentId.of(pair.publicKey());
    final SignedPrekeys keys =
        new SignedPrekeys(nobody, pair, SignedPrekeys.key(), expiry(Duration.ofDays(1)));
    assertThatThrownBy(() -> prekeys.take(nobody, ALICE)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> prekeys.upload(nobody, keys.upload(1, 1, 1), ALICE))
        .isInstanceOf(NotFoundException.class);
    assertThat(identity.refusals(nobody)).isEqualTo(2);
    assertThatThrownBy(() -> prekeys.stock(nobody, 0)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void shouldTakeNoPrekeyThatIsOutOfDateOrGoodForTooLong() {
    final SignedPrekeys agent = agent();
    for (final Duration life : List.of(Duration.ofSeconds(-1), Duration.ofDays(91))) {
      final SignedPrekeys bad =
          new SignedPrekeys(agent.agentId, agent.signingKey, agent.identityKey, expiry(life));
      assertThatThrownBy(() -> prekeys.upload(agent.agentId, bad.upload(1, 1, 1), ALICE))
          .isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void shouldGiveNoPrekeyThatIsOutOfDate() throws IOException {
    try (IdentityUnderTest own = new IdentityUnderTest()) {
      final int tenant = own.service.tenants().create(new NewTenant("t"), ALICE).value().tenantId();
      final SignedPrekeys agent = agent(own, tenant, Duration.ofHours(1));
      final SignedPrekeys longer =
          new SignedPrekeys(
              agent.agentId, agent.signingKey, agent.identityKey, expiry(Duration.ofHours(3)));
      own.service.prekeys().upload(agent.agentId, agent.upload(2, 1, 1), ALICE);
      own.service.prekeys().upload(agent.agentId, longer.upload(3, 2, 1), ALICE);
      own.advanceClock(Duration.ofHours(2));
      assertThat(own.service.prekeys().take(agent.agentId, ALICE).oneTimePrekey())
          .map(Prekey::id)
          .contains(2);
      own.advanceClock(Duration.ofHours(2));
      assertThatThrownBy(() -> own.service.prekeys().take(agent.agentId, ALICE))
          .isInstanceOfSatisfying(
              RefusedException.class, ex -> assertThat(ex.code()).isEqualTo("PREKEYS_MISSING"));
    }
  }

  private static void assertUploadRefused(
      final Refusal refusal, final SignedPrekeys agent, final PrekeyUpload upload) {
    assertRefused(refusal, agent, () -> prekeys.upload(agent.agentId, upload, ALICE));
  }

  private static void assertTakeRefused(final Refusal refusal, final SignedPrekeys agent) {
    assertRefused(refusal, agent, () -> prekeys.take(agent.agentId, ALICE));
  }

  private static void assertRefused(
      final Refusal refusal, final SignedPrekeys agent, final ThrowingCallable call) {
    final PrekeyStock before = prekeys.stock(agent.agentId, 0);
    final long written = identity.refusals(agent.agentId);
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            ex -> {
              assertThat(ex.code()).isEqualTo(refusal.name());
              assertThat(ex.position()).isPositive();
            });
    assertThat(identity.refusals(agent.agentId)).isEqualTo(written + 1);
    assertThat(prekeys.stock(agent.agentId, 0)).isEqualTo(before);
  }

  private static void trust(final SignedPrekeys agent, final Trust trust) {
    identity
        .service
        .agents()
        .change(
            agent.agentId,
            new AgentChange(Optional.of(trust), Optional.empty()),
            IdentityService.ANY_VERSION,
            ALICE);
  }

  private static void rotate(final SignedPrekeys agent, final Ed25519KeyPair to) {
    final byte[] message =
        KeyRotation.message(agent.agentId, 1, agent.signingKey.publicKey(), to.publicKey());
    identity
        .service
        .successions()
        .rotate(
            new KeyRotation(
                agent.agentId,
                1,
                HEX.formatHex(agent.signingKey.publicKey()),
                HEX.formatHex(to.publicKey()),
                HEX.formatHex(Ed25519.sign(agent.signingKey, message)),
                HEX.formatHex(Ed25519.sign(to, message))),
            ALICE);
  }

  private static SignedPrekeys withIdentity(
      final SignedPrekeys agent, final Ed25519KeyPair signingKey) {
    return new SignedPrekeys(agent.agentId, signingKey, SignedPrekeys.key(), agent.expiresAt);
  }

  private static SignedPrekeys agent() {
    return agent(identity, tenantId, Duration.ofDays(30));
  }

  private static SignedPrekeys agent(
      final IdentityUnderTest where, final int tenant, final Duration life) {
    final Ed25519KeyPair pair = Ed25519.generate(new SecureRandom());
    final String key = HEX.formatHex(pair.publicKey());
    final Challenge challenge = where.service.agents().challenge(key);
    final PossessionProof proof =
        new PossessionProof(
            challenge.challengeId(),
            key,
            HEX.formatHex(Ed25519.sign(pair, HEX.parseHex(challenge.message()))));
    final AgentId agentId =
        where
            .service
            .agents()
            .createWithProof(new NewAgent(tenant, "agent", Trust.TRUSTED, Tier.BASIC), proof, ALICE)
            .value()
            .agentId();
    return new SignedPrekeys(agentId, pair, SignedPrekeys.key(), expiry(life));
  }

  private static Instant expiry(final Duration life) {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(life);
  }
}
