package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.JoinRequest;
import io.tollgate.identity.domain.JoinSecret;
import io.tollgate.identity.domain.JoinToken;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.identity.domain.MadeJoinToken;
import io.tollgate.identity.domain.NewJoinToken;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Owner;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.RefusedException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class JoinTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Actor ALICE = new Actor("alice");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Owner OWNER = Owner.ofText("team:platform");

  private static IdentityUnderTest identity;
  private static IdentityService service;
  private static int tenantId;

  @BeforeAll
  static void start() throws IOException {
    identity = new IdentityUnderTest();
    service = identity.service;
    tenantId = service.tenants().create(new NewTenant("joined"), ALICE).value().tenantId();
  }

  @AfterAll
  static void stop() {
    identity.close();
  }

  @Test
  void shouldMakeTheHolderOfATokenAndAKeyAnAgentOfTheTokensTenantOwnerAndTier() {
    final MadeJoinToken made = token();
    final Ed25519KeyPair key = pair();
    final Positioned<Agent> joined = service.joins().join(request(made, key));
    final Agent agent = joined.value();
    assertThat(agent.agentId()).isEqualTo(KeySuccession.agentOf(key.publicKey()));
    assertThat(agent.tenantId()).isEqualTo(tenantId);
    assertThat(agent.tier()).isEqualTo(Tier.STANDARD);
    assertThat(agent.trust()).isEqualTo(Trust.UNTRUSTED);
    assertThat(agent.profile().owner()).contains(OWNER);
    assertThat(agent.createdBy()).isEqualTo("join-token:" + made.token().tokenId());
    final JoinToken used = find(made, joined.position());
    assertThat(used.agentId()).contains(agent.agentId());
    assertThat(used.usedAt()).isPresent();
  }

  @Test
  void shouldLetATokenServeOnceAndWriteDownWhoeverTriesAgain() {
    final MadeJoinToken made = token();
    final Ed25519KeyPair first = pair();
    final Ed25519KeyPair second = pair();
    service.joins().join(request(made, first));
    assertRefused(Refusal.JOIN_TOKEN_USED, second, request(made, second));
    assertRefused(Refusal.JOIN_TOKEN_USED, first, request(made, first));
  }

  @Test
  void shouldLetOneOfManyWhoUseATokenAtOnceIn() throws InterruptedException, ExecutionException {
    final MadeJoinToken made = token();
    final List<Callable<Boolean>> attempts =
        java.util.stream.IntStream.range(0, 6)
            .<Callable<Boolean>>mapToObj(i -> () -> joins(request(made, pair())))
            .toList();
    final ExecutorService threads = Executors.newFixedThreadPool(6);
    int joined = 0;
    try {
      for (final Future<Boolean> attempt : threads.invokeAll(attempts)) {
        joined += attempt.get() ? 1 : 0;
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(joined).isOne();
  }

  private static boolean joins(final JoinRequest request) {
    try {
      service.joins().join(request);
      return true;
    } catch (final RefusedException ex) {
      assertThat(ex.code()).isEqualTo("JOIN_TOKEN_USED");
      return false;
    }
  }

  @Test
  void shouldWantProofOfTheKeyAndLeaveTheTokenGood() {
    final MadeJoinToken made = token();
    final Ed25519KeyPair mine = pair();
    final Ed25519KeyPair theirs = pair();
    final JoinRequest good = request(made, mine);
    assertRefused(
        Refusal.PROOF_INVALID,
        theirs,
        new JoinRequest(made.secret(), "agent", key(theirs), good.signature()));
    assertRefused(
        Refusal.PROOF_INVALID,
        mine,
        new JoinRequest(made.secret(), "another", key(mine), good.signature()));
    assertThat(service.joins().join(good).value().publicKey()).isEqualTo(key(mine));
  }

  @Test
  void shouldRefuseATokenThatNobodyMadeOrThatIsAnothers() {
    final Ed25519KeyPair mine = pair();
    final JoinSecret made = JoinSecret.ofText(token().secret()).orElseThrow();
    final JoinSecret unknown = JoinSecret.random(RANDOM);
    final String text = made.text();
    final char last = text.charAt(60);
    final JoinSecret altered =
        JoinSecret.ofText(text.substring(0, 60) + (last == 'A' ? 'B' : 'A') + text.substring(61))
            .orElseThrow();
    assertRefused(Refusal.JOIN_TOKEN_INVALID, mine, request(altered, mine));
    for (final JoinRequest bad :
        List.of(
            request(unknown, mine),
            new JoinRequest("tgj1.", "agent", key(mine), "00".repeat(64)))) {
      assertThatThrownBy(() -> service.joins().join(bad))
          .isInstanceOfSatisfying(
              RefusedException.class,
              ex -> {
                assertThat(ex.code()).isEqualTo("JOIN_TOKEN_INVALID");
                assertThat(ex.position()).isZero();
              });
    }
    assertNoAgent(mine);
  }

  @Test
  void shouldWriteDownNoMoreThanTheFirstRefusalsOfAToken() {
    final MadeJoinToken made = token();
    service.joins().join(request(made, pair()));
    final Ed25519KeyPair mine = pair();
    final AgentId agentId = KeySuccession.agentOf(mine.publicKey());
    for (int i = 0; i < 12; i++) {
      assertThatThrownBy(() -> service.joins().join(request(made, mine)))
          .isInstanceOf(RefusedException.class);
    }
    assertThat(identity.refusals(agentId)).isEqualTo(8);
  }

  @Test
  void shouldRefuseATokenThatIsOutOfDate() throws IOException {
    try (IdentityUnderTest own = new IdentityUnderTest()) {
      final int tenant = own.service.tenants().create(new NewTenant("t"), ALICE).value().tenantId();
      final Instant expiresAt = own.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(60);
      final MadeJoinToken made =
          own.service
              .joins()
              .make(new NewJoinToken(tenant, OWNER, Tier.BASIC, expiresAt), ALICE)
              .value();
      own.advanceClock(Duration.ofSeconds(61));
      assertThatThrownBy(() -> own.service.joins().join(request(made, pair())))
          .isInstanceOfSatisfying(
              RefusedException.class, ex -> assertThat(ex.code()).isEqualTo("JOIN_TOKEN_EXPIRED"));
    }
  }

  @Test
  void shouldMakeNoTokenForATenantThatIsNotThereOrForTooLong() {
    final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    for (final Instant expiresAt : List.of(now.minusSeconds(1), now.plus(Duration.ofDays(31)))) {
      assertThatThrownBy(
              () ->
                  service
                      .joins()
                      .make(new NewJoinToken(tenantId, OWNER, Tier.BASIC, expiresAt), ALICE))
          .isInstanceOf(InvalidRequestException.class);
    }
    assertThatThrownBy(
            () ->
                service
                    .joins()
                    .make(new NewJoinToken(999_999, OWNER, Tier.BASIC, now.plusSeconds(60)), ALICE))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void shouldKeepNoSecretInTheTables() {
    final MadeJoinToken made = token();
    final List<String> rows =
        identity.database.inTransaction(
            handle ->
                handle
                    .createQuery("SELECT t::text FROM identity.join_token t")
                    .mapTo(String.class)
                    .list());
    final byte[] bytes =
        java.util.Base64.getUrlDecoder().decode(made.secret().substring("tgj1.".length()));
    assertThat(rows)
        .isNotEmpty()
        .noneMatch(
            row -> row.contains(HEX.formatHex(bytes, 16, 48)) || row.contains(made.secret()));
    assertThat(made.toString()).doesNotContain(made.secret());
  }

  private static void assertRefused(
      final Refusal refusal, final Ed25519KeyPair key, final JoinRequest request) {
    final AgentId agentId = KeySuccession.agentOf(key.publicKey());
    final long before = identity.refusals(agentId);
    assertThatThrownBy(() -> service.joins().join(request))
        .isInstanceOfSatisfying(
            RefusedException.class, ex -> assertThat(ex.code()).isEqualTo(refusal.name()));
    assertThat(identity.refusals(agentId)).isEqualTo(before + 1);
  }

  private static void assertNoAgent(final Ed25519KeyPair key) {
    final AgentId agentId = KeySuccession.agentOf(key.publicKey());
    assertThatThrownBy(() -> service.agents().get(agentId, identity.commands.journalPosition()))
        .isInstanceOf(NotFoundException.class);
  }

  private static JoinToken find(final MadeJoinToken made, final long atLeastPosition) {
    return service.joins().list(PageRequest.first(), atLeastPosition).value().items().stream()
        .filter(token -> token.tokenId().equals(made.token().tokenId()))
        .findFirst()
        .orElseThrow();
  }

  private static MadeJoinToken token() {
    final Instant expiresAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3_600);
    return service
        .joins()
        .make(new NewJoinToken(tenantId, OWNER, Tier.STANDARD, expiresAt), ALICE)
        .value();
  }

  private static JoinRequest request(final MadeJoinToken made, final Ed25519KeyPair key) {
    return request(JoinSecret.ofText(made.secret()).orElseThrow(), key);
  }

  private static JoinRequest request(final JoinSecret secret, final Ed25519KeyPair key) {
    return new JoinRequest(
        secret.text(),
        "agent",
        key(key),
        HEX.formatHex(Ed25519.sign(key, secret.message(key.publicKey(), "agent"))));
  }

  private static String key(final Ed25519KeyPair pair) {
    return HEX.formatHex(pair.publicKey());
  }

  private static Ed25519KeyPair pair() {
    return Ed25519.generate(RANDOM);
  }
}
