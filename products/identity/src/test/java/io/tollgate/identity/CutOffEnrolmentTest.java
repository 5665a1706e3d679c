package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.client.GateCommand;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Quota;
import io.tollgate.identity.domain.TierDefaults;
import io.tollgate.identity.flow.TierDefaultsFlow;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.timer.Timer;
import io.tollgate.support.timer.TimerStore;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CutOffEnrolmentTest {
  private static final Actor ALICE = new Actor("alice");

  /** As a process leaves it that dies between the registration and the last quota. */
  @Test
  void shouldFinishAnEnrolmentThatWasCutOffAndLeaveWhatAnOperatorSetMeanwhile()
      throws IOException, NoSuchAlgorithmException {
    try (IdentityUnderTest identity = new IdentityUnderTest();
        Ed25519KeyPair keyPair = Ed25519.generate(new SecureRandom())) {
      final int tenantId =
          identity.service.tenants().create(new NewTenant("t"), ALICE).value().tenantId();
      final AgentId agentId =
          AgentId.of(MessageDigest.getInstance("SHA-256").digest(keyPair.publicKey()));
      setTimer(identity, agentId);
      identity.commands.give(
          new GateCommand.RegisterAgent(
              keyPair.publicKey(), tenantId, Trust.TRUSTED, Tier.STANDARD, "cut off"),
          ALICE);
      final Quota chosen = new Quota(ResourceType.MESSAGES, 3, 3, 3, 3);
      identity.service.limits().setQuota(agentId, chosen, IdentityService.ANY_VERSION, ALICE);
      assertThat(quotas(identity, agentId)).hasSizeLessThanOrEqualTo(1);

      identity.advanceClock(Duration.ofMinutes(1));

      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> quotas(identity, agentId).size() == TierDefaults.quotas(Tier.STANDARD).size());
      assertThat(quotas(identity, agentId))
          .contains(chosen)
          .containsAll(
              TierDefaults.quotas(Tier.STANDARD).stream()
                  .filter(quota -> quota.resource() != ResourceType.MESSAGES)
                  .toList());
    }
  }

  private static void setTimer(final IdentityUnderTest identity, final AgentId agentId) {
    final Timer timer =
        new Timer(TierDefaultsFlow.TIMER_KIND, agentId.hex(), identity.now().plusSeconds(30), "");
    identity.database.inTransaction(
        handle -> {
          new TimerStore("identity").set(handle, timer);
          return null;
        });
  }

  private static List<Quota> quotas(final IdentityUnderTest identity, final AgentId agentId) {
    return identity.service.limits().quotas(agentId, identity.commands.journalPosition()).value();
  }
}
