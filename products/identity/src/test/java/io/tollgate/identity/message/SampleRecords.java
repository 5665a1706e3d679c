package io.tollgate.identity.message;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentKey;
import io.tollgate.identity.domain.AgentRecord;
import io.tollgate.identity.domain.Budget;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.identity.domain.Owner;
import io.tollgate.identity.domain.Profile;
import io.tollgate.identity.domain.Quota;
import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records whose keys are of fixed seeds, so that they are the same every time. */
final class SampleRecords {
  static final Instant CREATED = Instant.parse("2026-11-23T09:27:00.123456789Z");

  private static final HexFormat HEX = HexFormat.of();

  private SampleRecords() {}

  /** Every field is there, and the agent's key was followed by so many others. */
  static AgentRecord full(final int rotations) {
    final List<AgentKey> keys = keys(rotations);
    final Agent agent =
        new Agent(
            KeySuccession.agentOf(pair(0).publicKey()),
            keys.get(0).publicKey(),
            keys.get(rotations).publicKey(),
            rotations,
            7,
            3,
            "research-lead",
            Trust.TRUSTED,
            Tier.STANDARD,
            CREATED,
            "admin",
            1_001,
            new Profile(
                Optional.of(new Owner(Owner.Kind.TEAM, "platform")),
                Map.of("model", "gpt-4o", "cost-centre", "42")),
            Optional.of(Instant.parse("2026-11-23T10:00:00Z")));
    final List<Quota> quotas =
        List.of(
            new Quota(ResourceType.LLM_TOKENS, 1_000_000, -1, 10_000_000, -1),
            new Quota(ResourceType.EGRESS_BYTES, -1, 1L << 30, 10L << 30, -1),
            new Quota(ResourceType.MESSAGES, 1_000, -1, 10_000, -1),
            new Quota(ResourceType.SANDBOXES, -1, -1, -1, 0));
    final Budget budget =
        new Budget(12_500_000_000L, Currency.getInstance("USD"), BudgetPeriod.MONTH);
    return new AgentRecord(agent, keys, quotas, Optional.of(budget), 1_042);
  }

  static List<AgentKey> keys(final int rotations) {
    final AgentId agentId = KeySuccession.agentOf(pair(0).publicKey());
    final List<AgentKey> keys = new ArrayList<>();
    keys.add(new AgentKey(key(0), 0, CREATED, Optional.empty()));
    for (int sequence = 1; sequence <= rotations; sequence++) {
      final Ed25519KeyPair before = pair(sequence - 1);
      final Ed25519KeyPair next = pair(sequence);
      final byte[] message =
          KeyRotation.message(agentId, sequence, before.publicKey(), next.publicKey());
      final KeyRotation rotation =
          new KeyRotation(
              agentId,
              sequence,
              key(sequence - 1),
              key(sequence),
              HEX.formatHex(Ed25519.sign(before, message)),
              HEX.formatHex(Ed25519.sign(next, message)));
      keys.add(
          new AgentKey(
              key(sequence), sequence, CREATED.plusSeconds(sequence), Optional.of(rotation)));
    }
    return keys;
  }

  static AgentRecord with(final AgentRecord record, final List<AgentKey> keys) {
    return new AgentRecord(
        record.agent(), keys, record.quotas(), record.budget(), record.position());
  }

  private static String key(final int number) {
    return HEX.formatHex(pair(number).publicKey());
  }

  private static Ed25519KeyPair pair(final int number) {
    final byte[] seed = new byte[Ed25519.SEED_LENGTH];
    Arrays.fill(seed, (byte) 1);
    seed[0] = (byte) number;
    seed[1] = (byte) (number >> 8);
    return Ed25519KeyPair.fromSeed(seed);
  }
}
