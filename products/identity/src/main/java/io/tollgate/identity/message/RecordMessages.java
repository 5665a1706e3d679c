package io.tollgate.identity.message;

import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentRecord;
import io.tollgate.identity.v1.IdentityV1;
import java.util.Optional;

/** Records of agents as messages. */
public final class RecordMessages {
  private RecordMessages() {}

  /**
   * A record that was read.
   *
   * @param record as far as this version knows what was written.
   * @param isUnderstood false where a newer version wrote more than this one knows; what is in the
   *     record then is the strictest that it can mean.
   */
  public record ReadRecord(AgentRecord record, boolean isUnderstood) {}

  /** The message of a record. */
  public static IdentityV1.AgentRecord of(final AgentRecord record) {
    final IdentityV1.AgentRecord.Builder message =
        IdentityV1.AgentRecord.newBuilder()
            .setAgent(AgentMessages.of(record.agent()))
            .addAllKeys(record.keys().stream().map(KeyMessages::of).toList())
            .addAllQuotas(record.quotas().stream().map(LimitMessages::of).toList())
            .setPosition(record.position());
    record.budget().ifPresent(budget -> message.setBudget(LimitMessages.of(budget)));
    return message.build();
  }

  /**
   * Reads a record from bytes of anyone. What it says is not verified yet: {@link
   * AgentRecord#flaw()}.
   *
   * @throws io.tollgate.support.error.InvalidRequestException where it is no record.
   */
  public static ReadRecord read(final byte[] bytes) {
    final IdentityV1.AgentRecord message =
        MessageBytes.parse(IdentityV1.AgentRecord.parser(), bytes);
    if (!message.hasAgent()) {
      throw Fields.missing("agent");
    }
    final Agent agent = AgentMessages.read(message.getAgent());
    final AgentRecord record =
        new AgentRecord(
            agent,
            KeyMessages.read(agent.agentId(), message.getKeysList()),
            LimitMessages.quotas(message.getQuotasList()),
            message.hasBudget()
                ? Optional.of(LimitMessages.budget(message.getBudget()))
                : Optional.empty(),
            Fields.number("position", message.getPosition()));
    return new ReadRecord(record, MessageBytes.isUnderstood(message));
  }
}
