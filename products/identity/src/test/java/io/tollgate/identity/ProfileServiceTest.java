package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.NewDelegation;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Owner;
import io.tollgate.identity.domain.Profile;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProfileServiceTest {
  private static final Actor ALICE = new Actor("alice");
  private static final Profile PROFILE =
      new Profile(
          Optional.of(Owner.ofText("human:alice@example.com")),
          Map.of("model", "gpt-4o", "note", "für später"));

  private static IdentityUnderTest identity;
  private static IdentityService service;
  private static int tenantId;

  @BeforeAll
  static void start() throws IOException {
    identity = new IdentityUnderTest();
    service = identity.service;
    tenantId = service.tenants().create(new NewTenant("described"), ALICE).value().tenantId();
  }

  @AfterAll
  static void stop() {
    identity.close();
  }

  @Test
  void shouldKeepWhatIsSaidAboutAnAgentFromItsCreationOn() {
    final AgentId agentId = agent(PROFILE);
    assertThat(service.agents().get(agentId, 0).value().profile()).isEqualTo(PROFILE);
    final Positioned<Agent> described = service.agents().describe(agentId, Profile.NONE, ALICE);
    assertThat(described.value().profile()).isEqualTo(Profile.NONE);
    assertThat(service.agents().get(agentId, described.position()).value().profile())
        .isEqualTo(Profile.NONE);
  }

  @Test
  void shouldSayNothingAboutAgentsThatAreUnknownOrRevoked() {
    final AgentId unknown = AgentId.ofHex("ab".repeat(32));
    assertThatThrownBy(() -> service.agents().describe(unknown, PROFILE, ALICE))
        .isInstanceOf(NotFoundException.class);
    assertThat(identity.refusals(unknown)).isOne();
    final AgentId agentId = agent(Profile.NONE);
    service.agents().revoke(agentId, IdentityService.ANY_VERSION, false, ALICE);
    assertThatThrownBy(() -> service.agents().describe(agentId, PROFILE, ALICE))
        .isInstanceOfSatisfying(
            RefusedException.class, ex -> assertThat(ex.code()).isEqualTo("AGENT_REVOKED"));
    assertThat(identity.refusals(agentId)).isOne();
    assertThat(service.agents().get(agentId, 0).value().profile()).isEqualTo(Profile.NONE);
  }

  @Test
  void shouldTellTheMinuteOfAnAgentsLastDecision() {
    Awaitility.await()
        .until(
            () ->
                service.permissions().list(0).value().stream()
                    .anyMatch(permission -> permission.name().equals("storage:write")));
    final AgentId agentId = agent(Profile.NONE);
    assertThat(service.agents().get(agentId, 0).value().lastActive()).isEmpty();
    final NewDelegation root =
        new NewDelegation(
            Optional.empty(),
            agentId,
            Set.of("llm:call"),
            "",
            0,
            Optional.empty(),
            Instant.now().plus(Duration.ofHours(1)),
            Optional.empty());
    final String chain = service.delegations().mint(root, ALICE).value().chain();
    final Instant before = Instant.now();
    final long position = identity.check(chain, "llm:call", "").position();
    final Optional<Instant> lastActive =
        service.agents().get(agentId, position).value().lastActive();
    assertThat(lastActive)
        .hasValueSatisfying(
            minute -> {
              assertThat(minute.getEpochSecond() % 60).isZero();
              assertThat(minute).isAfter(before.minusSeconds(61)).isBeforeOrEqualTo(Instant.now());
            });
  }

  private static AgentId agent(final Profile profile) {
    return service
        .agents()
        .createWithGeneratedKey(
            new NewAgent(tenantId, "agent", Trust.TRUSTED, Tier.BASIC, profile), ALICE)
        .value()
        .agent()
        .agentId();
  }
}
