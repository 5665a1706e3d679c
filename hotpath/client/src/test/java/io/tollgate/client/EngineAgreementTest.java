package io.tollgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.client.GateRequest.Check;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.LinkTerms;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The verifier without an engine judges chains as the gate does. */
@Timeout(120)
class EngineAgreementTest {
  private static final long SEED = 20_260_101;
  private static final int FORGERIES = 2_000;
  private static final int P = TestTenant.PERMISSION;

  private final long nowSeconds = Instant.now().getEpochSecond();

  @Test
  void shouldJudgeChainsAsTheGateDoes() {
    final RetryPolicy policy = RetryPolicy.once(Duration.ofSeconds(20));
    try (TestEngine engine = new TestEngine().start();
        TollgateClient client = engine.newClient(policy)) {
      assertThat(client.awaitConnected(Duration.ofSeconds(30))).isTrue();
      final TestTenant tenant = engine.newTenant(client, 5);
      final GateCommand revokeLink = new GateCommand.RevokeLink(1_003, TestTenant.agentId(3));
      final GateCommand suspend =
          new GateCommand.SetTrust(TestTenant.agentId(4), Trust.SUSPENDED, -1);
      assertThat(client.call(revokeLink.by(engine.operator())).allowed()).isTrue();
      assertThat(client.call(suspend.by(engine.operator())).allowed()).isTrue();

      final ChainVerifier verifier = verifierOf(tenant);
      final Set<Reason> seen = EnumSet.noneOf(Reason.class);
      for (final Check check : checks(tenant)) {
        final GateAnswer gate = client.call(check);
        final Reason mine =
            verifier.verify(
                check.chain(),
                check.permission(),
                check.scopeHash(),
                TimeUnit.SECONDS.toNanos(Instant.now().getEpochSecond()));
        assertThat(mine).as("seed %d, %s", SEED, check).isEqualTo(gate.reason());
        assertThat(verifier.failingHop())
            .as("seed %d, %s, %s", SEED, mine, check)
            .isEqualTo(gate.failingHop());
        seen.add(mine);
      }
      assertThat(seen)
          .contains(
              Reason.OK,
              Reason.TAG_INVALID,
              Reason.CHAIN_MALFORMED,
              Reason.CHAIN_BROKEN,
              Reason.KEY_UNKNOWN,
              Reason.LINK_EXPIRED,
              Reason.LINK_NOT_YET_VALID,
              Reason.LINK_REVOKED,
              Reason.LIFETIME_WIDENED,
              Reason.AGENT_SUSPENDED,
              Reason.SCOPE_NOT_GRANTED,
              Reason.PERMISSION_NOT_GRANTED);
    }
  }

  private ChainVerifier verifierOf(final TestTenant tenant) {
    final VerificationKeys keys = new VerificationKeys();
    keys.add(TestTenant.KEY_ID, TestTenant.TENANT_ID, tenant.keyBytes());
    final RevocationList revoked =
        RevocationList.asOf(TimeUnit.SECONDS.toNanos(nowSeconds))
            .link(1_003)
            .agent(TestTenant.agentId(4), Trust.SUSPENDED)
            .build();
    return new ChainVerifier(
        keys, () -> revoked, ChainVerifier.Settings.standard(TimeUnit.HOURS.toNanos(1)));
  }

  private List<Check> checks(final TestTenant tenant) {
    final long scope = Scope.hash("project-1");
    final List<Chain> chains = new ArrayList<>();
    for (int links = 1; links <= 5; links++) {
      chains.add(tenant.chain(links));
      chains.add(tenant.chain(links, scope));
    }
    chains.add(tenant.root(lasting(tenant, nowSeconds - 100, nowSeconds - 50)));
    chains.add(tenant.root(lasting(tenant, nowSeconds + 500, nowSeconds + 900)));
    chains.add(
        tenant.root(lasting(tenant, nowSeconds - 10, nowSeconds + TimeUnit.DAYS.toSeconds(367))));
    chains.add(lastLinkOf(tenant.chain(2)));
    chains.add(tenant.root(tenant.terms(4, 0, nowSeconds)));
    final List<Check> checks = new ArrayList<>();
    for (final Chain chain : chains) {
      checks.add(new Check(chain, P, 0));
      checks.add(new Check(chain, P, scope));
      checks.add(new Check(chain, 0, scope));
    }
    final Random random = new Random(SEED);
    for (int i = 0; i < FORGERIES; i++) {
      checks.add(new Check(forged(tenant.chain(1 + random.nextInt(3)), random), P, 0));
    }
    return checks;
  }

  private LinkTerms lasting(final TestTenant tenant, final long fromSeconds, final long toSeconds) {
    final LinkTerms terms = tenant.terms(0, 0, nowSeconds);
    return new LinkTerms(
        terms.keyId(),
        terms.linkId(),
        terms.agentId(),
        terms.permissionsLow(),
        terms.permissionsHigh(),
        0,
        fromSeconds,
        toSeconds,
        0);
  }

  private static Chain lastLinkOf(final Chain chain) {
    final byte[] bytes = bytesOf(chain);
    return Chain.ofBytes(
        Arrays.copyOfRange(bytes, bytes.length - LinkLayout.LINK_LENGTH, bytes.length));
  }

  private static Chain forged(final Chain chain, final Random random) {
    final byte[] bytes = bytesOf(chain);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return Chain.ofBytes(bytes);
  }

  private static byte[] bytesOf(final Chain chain) {
    final UnsafeBuffer buffer = new UnsafeBuffer(new byte[chain.length()]);
    chain.copyTo(buffer, 0);
    return buffer.byteArray();
  }
}
