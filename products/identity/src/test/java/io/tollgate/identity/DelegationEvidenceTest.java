package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.client.EventId;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.identity.domain.DelegationEvidence;
import io.tollgate.identity.domain.DelegationEvidence.Signed;
import io.tollgate.identity.domain.DelegationFilter;
import io.tollgate.identity.domain.DelegationRequest;
import io.tollgate.identity.domain.DelegationSigned;
import io.tollgate.identity.domain.DelegatorSignature;
import io.tollgate.identity.domain.EnrolledAgent;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.IdentityEvent.DelegationMinted;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.MintedChain;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.NewDelegation;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.GateRefusedException;
import io.tollgate.support.error.InvalidRequestException;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.RefusedException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DelegationEvidenceTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Actor ALICE = new Actor("alice");
  private static final Set<String> CALL = Set.of("llm:call");

  private static IdentityUnderTest identity;
  private static IdentityService service;
  private static int tenantId;

  private Ed25519KeyPair leadKey;
  private AgentId lead;
  private AgentId worker;
  private MintedChain root;

  @BeforeAll
  static void start() throws IOException {
    identity = new IdentityUnderTest();
    service = identity.service;
    tenantId = service.tenants().create(new NewTenant("evident"), ALICE).value().tenantId();
    Awaitility.await()
        .until(
            () ->
                service.permissions().list(0).value().stream()
                    .anyMatch(permission -> permission.name().equals("storage:write")));
  }

  @AfterAll
  static void stop() {
    identity.close();
  }

  @BeforeEach
  void prepare() {
    final EnrolledAgent enrolled = agent();
    lead = enrolled.agent().agentId();
    leadKey = Ed25519KeyPair.fromSeed(HEX.parseHex(enrolled.privateKey()));
    worker = agent().agent().agentId();
    root =
        service
            .delegations()
            .mint(wanted(Optional.empty(), lead, Set.of("llm:call", "tool:use"), 1), ALICE)
            .value();
  }

  @Test
  void shouldKeepWhatTheDelegatorSignedSoThatAnyoneCanVerifyIt() {
    final Positioned<MintedChain> child = service.delegations().mint(signed(leadKey), ALICE);
    final long linkId = child.value().delegation().linkId();
    final DelegationEvidence evidence =
        service.delegations().evidence(linkId, child.position()).value();
    final Signed signed = evidence.signed().orElseThrow();
    assertThat(signed.isValid()).isTrue();
    assertThat(signed.publicKey()).isEqualTo(HEX.formatHex(leadKey.publicKey()));
    assertThat(signed.keySequence()).isZero();
    assertThat(signed.request().delegatorId()).isEqualTo(lead);
    assertThat(signed.request().agentId()).isEqualTo(worker);
    assertThat(evidence.mintedBy()).isEqualTo("alice");
    assertThat(identity.check(child.value().chain(), "llm:call", "").allowed()).isTrue();

    final DelegationEvidence ofRoot =
        service.delegations().evidence(root.delegation().linkId(), 0).value();
    assertThat(ofRoot.signed()).isEmpty();
    assertThatThrownBy(() -> service.delegations().evidence(42, 0))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void shouldRefuseALinkThatItsDelegatorDidNotSign() {
    final NewDelegation unsigned = wanted(Optional.of(root.chain()), worker, CALL, 0);
    assertRefused(Refusal.DELEGATION_UNSIGNED, unsigned);
    try (Ed25519KeyPair other = Ed25519.generate(new SecureRandom())) {
      assertRefused(Refusal.DELEGATION_SIGNATURE_INVALID, signed(other));
    }
  }

  @Test
  void shouldRefuseALinkThatSaysAnythingElseThanWhatWasSigned() {
    final NewDelegation good = signed(leadKey);
    final Instant notBefore = good.notBefore().orElseThrow();
    final DelegatorSignature signature = good.signature().orElseThrow();
    final Optional<String> parent = good.parentChain();
    final Set<String> more = Set.of("llm:call", "tool:use");
    final AgentId other = agent().agent().agentId();
    assertAltered(SignedDelegations.with(wanted(parent, worker, more, 0), notBefore, signature));
    assertAltered(SignedDelegations.with(wanted(parent, other, CALL, 0), notBefore, signature));
    assertAltered(SignedDelegations.with(wanted(parent, worker, CALL, 1), notBefore, signature));
    assertAltered(SignedDelegations.with(good, notBefore.plusSeconds(1), signature));
    assertAltered(
        SignedDelegations.with(good, notBefore, new DelegatorSignature(77, signature.signature())));
    assertThat(service.delegations().mint(good, ALICE).value().delegation().linkId())
        .isEqualTo(signature.linkId());
  }

  @Test
  void shouldMakeOneLinkOfOneSignature() {
    final NewDelegation good = signed(leadKey);
    service.delegations().mint(good, ALICE);
    assertRefused(Refusal.LINK_ID_IN_USE, good);
  }

  @Test
  void shouldMakeOneLinkOfOneSignatureThatIsUsedManyTimesAtOnce()
      throws InterruptedException, ExecutionException {
    final NewDelegation good = signed(leadKey);
    final ExecutorService threads = Executors.newFixedThreadPool(4);
    int sealed = 0;
    try {
      for (final Future<Boolean> one :
          threads.invokeAll(Collections.<Callable<Boolean>>nCopies(4, () -> isSealed(good)))) {
        sealed += one.get() ? 1 : 0;
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(sealed).isOne();
  }

  private static boolean isSealed(final NewDelegation wanted) {
    try {
      service.delegations().mint(wanted, ALICE);
      return true;
    } catch (final RefusedException ex) {
      assertThat(ex.code()).isEqualTo("LINK_ID_IN_USE");
      return false;
    }
  }

  @Test
  void shouldTakeTheCurrentKeysWordAndNoOlderOnes() {
    try (Ed25519KeyPair next = Ed25519.generate(new SecureRandom())) {
      final byte[] message = KeyRotation.message(lead, 1, leadKey.publicKey(), next.publicKey());
      final KeyRotation rotation =
          new KeyRotation(
              lead,
              1,
              HEX.formatHex(leadKey.publicKey()),
              HEX.formatHex(next.publicKey()),
              HEX.formatHex(Ed25519.sign(leadKey, message)),
              HEX.formatHex(Ed25519.sign(next, message)));
      final MintedChain before = service.delegations().mint(signed(leadKey), ALICE).value();
      service.successions().rotate(rotation, ALICE);
      assertRefused(Refusal.DELEGATION_SIGNATURE_INVALID, signed(leadKey));
      final MintedChain after = service.delegations().mint(signed(next), ALICE).value();
      final Signed old =
          service
              .delegations()
              .evidence(before.delegation().linkId(), 0)
              .value()
              .signed()
              .orElseThrow();
      final Signed young =
          service
              .delegations()
              .evidence(after.delegation().linkId(), 0)
              .value()
              .signed()
              .orElseThrow();
      assertThat(old.isValid()).isTrue();
      assertThat(old.keySequence()).isZero();
      assertThat(young.isValid()).isTrue();
      assertThat(young.keySequence()).isOne();
    }
  }

  @Test
  void shouldWriteDownWhatTheChainsRulesRefuse() {
    final NewDelegation tooMuch =
        SignedDelegations.signed(
            service,
            wanted(Optional.of(root.chain()), worker, Set.of("memory:read"), 0),
            id -> leadKey);
    final long before = identity.refusals(worker);
    assertThatThrownBy(() -> service.delegations().mint(tooMuch, ALICE))
        .isInstanceOfSatisfying(
            GateRefusedException.class,
            ex -> {
              assertThat(ex.reason()).isEqualTo(Reason.PERMISSIONS_WIDENED);
              assertThat(ex.position()).isPositive();
            });
    assertThat(identity.refusals(worker)).isEqualTo(before + 1);
  }

  @Test
  void shouldWantASignatureForChildrenOnlyAndWithItsTimes() {
    final DelegatorSignature signature = new DelegatorSignature(1, "00".repeat(64));
    final NewDelegation child = wanted(Optional.of(root.chain()), worker, CALL, 0);
    assertThatThrownBy(
            () ->
                new NewDelegation(
                    child.parentChain(),
                    worker,
                    CALL,
                    "",
                    0,
                    Optional.empty(),
                    child.expiresAt(),
                    Optional.of(signature)))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(
            () ->
                SignedDelegations.with(
                    wanted(Optional.empty(), worker, CALL, 0), Instant.now(), signature))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> new DelegatorSignature(0, "00".repeat(64)))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> new DelegatorSignature(1, "00".repeat(63)))
        .isInstanceOf(InvalidRequestException.class);
  }

  /** Even the gate itself cannot claim, in the journal, that an agent delegated. */
  @Test
  void shouldNotBelieveADelegationInTheJournalThatItsDelegatorDidNotSign() {
    final MintedChain child = service.delegations().mint(signed(leadKey), ALICE).value();
    final byte[] link = Chain.ofText(child.chain()).sealedBytes(1);
    link[7] ^= 1;
    final DelegationMinted made = new DelegationMinted(link, root.delegation().linkId(), "");
    final DelegationSigned event = new DelegationSigned(made, 0, "11".repeat(64));
    final DelegationRequest request = event.request();
    final long position =
        identity.commands.append(
            EventId.random(),
            worker.toBytes(),
            IdentityEvent.PRODUCT,
            event.type(),
            event.payload(),
            ALICE);
    assertThatThrownBy(() -> service.delegations().get(request.linkId(), position))
        .isInstanceOf(NotFoundException.class);
  }

  private void assertAltered(final NewDelegation altered) {
    assertRefused(Refusal.DELEGATION_SIGNATURE_INVALID, altered);
  }

  private void assertRefused(final Refusal refusal, final NewDelegation delegation) {
    final int links = linksBy(lead);
    final long written = identity.refusals(lead);
    assertThatThrownBy(() -> service.delegations().mint(delegation, ALICE))
        .isInstanceOfSatisfying(
            RefusedException.class, ex -> assertThat(ex.code()).isEqualTo(refusal.name()));
    assertThat(identity.refusals(lead)).isEqualTo(written + 1);
    assertThat(linksBy(lead)).isEqualTo(links);
  }

  private static int linksBy(final AgentId delegator) {
    final DelegationFilter filter =
        new DelegationFilter(
            Optional.empty(), Optional.empty(), Optional.of(delegator), Optional.empty());
    return service
        .delegations()
        .list(filter, PageRequest.first(), identity.commands.journalPosition())
        .value()
        .items()
        .size();
  }

  private NewDelegation signed(final Ed25519KeyPair key) {
    return SignedDelegations.signed(
        service, wanted(Optional.of(root.chain()), worker, CALL, 0), id -> key);
  }

  private static NewDelegation wanted(
      final Optional<String> parent,
      final AgentId agent,
      final Set<String> permissions,
      final int left) {
    final Instant expiresAt = Instant.now().truncatedTo(ChronoUnit.HOURS).plusSeconds(7_200);
    return new NewDelegation(
        parent, agent, permissions, "", left, Optional.empty(), expiresAt, Optional.empty());
  }

  private static EnrolledAgent agent() {
    return service
        .agents()
        .createWithGeneratedKey(new NewAgent(tenantId, "agent", Trust.TRUSTED, Tier.BASIC), ALICE)
        .value();
  }
}
