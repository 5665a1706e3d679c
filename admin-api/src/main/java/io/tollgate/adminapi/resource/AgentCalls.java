package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Members;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.Agents;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentChange;
import io.tollgate.identity.domain.AgentFilter;
import io.tollgate.identity.domain.AgentRecord;
import io.tollgate.identity.domain.Challenge;
import io.tollgate.identity.domain.EnrolledAgent;
import io.tollgate.identity.domain.LiveAgent;
import io.tollgate.identity.domain.NewAgent;
import io.tollgate.identity.domain.Owner;
import io.tollgate.identity.domain.PossessionProof;
import io.tollgate.identity.domain.Profile;
import io.tollgate.identity.message.AgentMessages;
import io.tollgate.identity.message.RecordMessages;
import io.tollgate.support.Page;
import io.tollgate.support.Positioned;
import io.tollgate.support.error.StaleReadException;
import io.tollgate.support.error.UnseenWriteException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/** Agents: enrolment, trust, tier, end, and what the engine holds about them. */
public final class AgentCalls {
  private final Agents agents;

  /** Over the service. */
  public AgentCalls(final Agents agents) {
    this.agents = agents;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations
        .put("createChallenge", this::challenge)
        .put("listAgents", this::list)
        .put("createAgent", this::create)
        .put("getAgent", this::get)
        .put("getAgentRecord", this::record)
        .put("updateAgent", this::update)
        .put("describeAgent", this::describe)
        .put("revokeAgent", this::revoke)
        .put("getAgentState", this::state);
  }

  private Answer challenge(final CallRequest request) {
    final Challenge challenge = agents.challenge(request.body().text("public_key"));
    return Answer.created(
        new JsonObject()
            .put("challenge_id", challenge.challengeId())
            .put("message", challenge.message())
            .put("expires_at", Wire.time(challenge.expiresAt())));
  }

  private Answer list(final CallRequest request) {
    final AgentFilter filter =
        new AgentFilter(
            request.queryNumber("tenant"),
            request.query("trust").map(Wire::trust),
            request.query("name"));
    final Positioned<Page<Agent>> page =
        agents.list(filter, request.page(), request.atLeastPosition());
    return Answer.ok(
            request, () -> Wire.pageJson(page, AgentCalls::json), () -> AgentMessages.of(page))
        .at(page.position());
  }

  private Answer create(final CallRequest request) {
    final Members body = request.body();
    final NewAgent agent =
        new NewAgent(
            body.number("tenant_id"),
            body.text("name"),
            body.optionalText("trust").map(Wire::trust).orElse(Trust.UNTRUSTED),
            body.optionalText("tier").map(Wire::tier).orElse(Tier.BASIC),
            profile(body));
    final Optional<PossessionProof> proof = body.object("proof").map(sent -> proof(body, sent));
    if (proof.isPresent()) {
      return created(agents.createWithProof(agent, proof.get(), request.actor()), Optional.empty());
    }
    final Positioned<EnrolledAgent> enrolled =
        agents.createWithGeneratedKey(agent, request.actor());
    return created(
        new Positioned<>(enrolled.value().agent(), enrolled.position()),
        Optional.of(enrolled.value().privateKey()));
  }

  private static PossessionProof proof(final Members body, final Members sent) {
    return new PossessionProof(
        sent.text("challenge_id"), body.text("public_key"), sent.text("signature"));
  }

  static Answer created(final Positioned<Agent> agent, final Optional<String> privateKey) {
    final JsonObject body = Wire.written(agent.position(), "agent", json(agent.value()));
    privateKey.ifPresent(key -> body.put("private_key", key));
    return Answer.created(body)
        .at(agent.position())
        .withVersion(agent.value().version())
        .withLocation("/v1/agents/" + agent.value().agentId().hex());
  }

  private Answer get(final CallRequest request) {
    final Positioned<Agent> agent = agents.get(request.agentId(), request.atLeastPosition());
    return Answer.ok(request, () -> json(agent.value()), () -> AgentMessages.of(agent.value()))
        .at(agent.position())
        .withVersion(agent.value().version())
        .aged(agent.staleness());
  }

  private Answer record(final CallRequest request) {
    final Positioned<AgentRecord> record =
        agents.record(request.agentId(), request.atLeastPosition());
    return Answer.ok(request, () -> json(record.value()), () -> RecordMessages.of(record.value()))
        .at(record.position())
        .withVersion(record.value().agent().version());
  }

  private static JsonObject json(final AgentRecord record) {
    return new JsonObject()
        .put("agent", json(record.agent()))
        .put("keys", Wire.items(record.keys(), AgentKeyCalls::json))
        .put("quotas", Wire.items(record.quotas(), QuotaJson::json))
        .put("budget", record.budget().map(LimitCalls::budgetJson).orElse(null))
        .put("position", record.position());
  }

  private Answer update(final CallRequest request) {
    final long expected = request.requiredVersion();
    final AgentChange change =
        new AgentChange(
            request.body().optionalText("trust").map(Wire::trust),
            request.body().optionalText("tier").map(Wire::tier),
            request.isForced());
    return written(() -> agents.change(request.agentId(), change, expected, request.actor()));
  }

  private static Profile profile(final Members body) {
    return new Profile(body.optionalText("owner").map(Owner::ofText), body.textsByName("metadata"));
  }

  private Answer describe(final CallRequest request) {
    return written(
        () -> agents.describe(request.agentId(), profile(request.body()), request.actor()));
  }

  private Answer revoke(final CallRequest request) {
    return written(
        () ->
            agents.revoke(
                request.agentId(), request.optionalVersion(), request.isForced(), request.actor()));
  }

  /** What was written, and the agent as it is now, unless the database does not answer. */
  private static Answer written(final Supplier<Positioned<Agent>> write) {
    final Positioned<Agent> agent;
    try {
      agent = write.get();
    } catch (final UnseenWriteException unseen) {
      return Answer.ok(Wire.written(unseen.position(), "agent", null)).at(unseen.position());
    }
    return Answer.ok(Wire.written(agent.position(), "agent", json(agent.value())))
        .at(agent.position())
        .withVersion(agent.value().version());
  }

  private Answer state(final CallRequest request) {
    final Positioned<LiveAgent> live = agents.state(request.agentId());
    if (live.position() < request.atLeastPosition()) {
      throw new StaleReadException(request.atLeastPosition(), live.position());
    }
    return Answer.ok(AgentStateJson.of(live.value(), live.position()))
        .at(live.position())
        .withVersion(live.value().version());
  }

  static JsonObject json(final Agent agent) {
    return new JsonObject()
        .put("agent_id", agent.agentId().hex())
        .put("agent_index", agent.agentIndex())
        .put("public_key", agent.publicKey())
        .put("current_key", agent.currentKey())
        .put("key_sequence", agent.keySequence())
        .put("tenant_id", agent.tenantId())
        .put("name", agent.name())
        .put("trust", Wire.trust(agent.trust()))
        .put("tier", Wire.tier(agent.tier()))
        .put("version", agent.version())
        .put("created_at", Wire.time(agent.createdAt()))
        .put("created_by", agent.createdBy())
        .put("owner", agent.profile().owner().map(Owner::text).orElse(null))
        .put("metadata", metadata(agent.profile()))
        .put("last_active_at", Wire.time(agent.lastActive()));
  }

  private static JsonObject metadata(final Profile profile) {
    final JsonObject metadata = new JsonObject();
    profile.metadata().forEach(metadata::put);
    return metadata;
  }
}
