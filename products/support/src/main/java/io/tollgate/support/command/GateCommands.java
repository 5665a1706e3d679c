package io.tollgate.support.command;

import io.tollgate.client.AgentSnapshot;
import io.tollgate.client.Authority;
import io.tollgate.client.EventId;
import io.tollgate.client.GateAnswer;
import io.tollgate.client.GateCommand;
import io.tollgate.client.GateQuery;
import io.tollgate.client.GateReply;
import io.tollgate.client.GateRequest;
import io.tollgate.client.GateStatus;
import io.tollgate.client.PermissionEntry;
import io.tollgate.client.RetryPolicy;
import io.tollgate.client.TollgateClient;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.ConflictException;
import io.tollgate.support.error.GateRefusedException;
import io.tollgate.support.error.NotFoundException;
import io.tollgate.support.error.UnavailableException;
import io.tollgate.support.secret.SecretFile;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Commands, events and queries in the operator's name. What is safe to repeat is repeated, with the
 * same id, until the gate answers or {@link #WITHIN} is over. Any thread; calls block.
 */
public final class GateCommands {
  /** How long a call may take, all its attempts together. */
  public static final Duration WITHIN = Duration.ofSeconds(8);

  private static final RetryPolicy POLICY = RetryPolicy.repeat(Duration.ofSeconds(2), WITHIN);
  private static final long UNKNOWN_VERSION = -1;

  private final TollgateClient client;
  private final Chain operatorChain;

  /** Commands by a chain that grants all of gate:*. */
  public GateCommands(final TollgateClient client, final Chain operatorChain) {
    this.client = client;
    this.operatorChain = operatorChain;
  }

  /** Commands by the operator chain in secrets/operator.chain of a data directory. */
  public static GateCommands ofDataDirectory(
      final TollgateClient client, final Path dataDirectory) {
    final Path file = dataDirectory.resolve("secrets").resolve("operator.chain");
    return new GateCommands(client, Chain.ofText(new SecretFile(file).read()));
  }

  /**
   * Gives a command.
   *
   * @return the position of its record; of the earlier one where it was in effect already.
   * @throws UnavailableException where the gate did not answer or cannot write; it may have been
   *     done.
   * @throws NotFoundException where its subject does not exist.
   * @throws ConflictException where the subject is in another state; with an agent's present
   *     version where that is it.
   * @throws GateRefusedException where it was refused for another reason.
   */
  public long give(final GateCommand command, final Actor actor) {
    final GateAnswer answer = ask(command.by(new Authority(operatorChain, actor.subject())));
    return switch (answer.reason()) {
      case OK -> answer.position();
      case NOT_FOUND ->
          throw new NotFoundException(
              "subject of this command:", subject(command), answer.position());
      case VERSION_CONFLICT, ALREADY_EXISTS, FINAL_STATE, EVENT_CONFLICT ->
          throw new ConflictException(
              answer.reason(),
              UNKNOWN_VERSION,
              answer.position(),
              "the gate refused: " + answer.reason());
      default -> throw new GateRefusedException(answer.reason(), answer.position());
    };
  }

  private static String subject(final GateCommand command) {
    return command.getClass().getSimpleName();
  }

  /** Whether commands are given as this agent or by its leave: without it, none would be obeyed. */
  public boolean isCommandedBy(final AgentId agentId) {
    for (int link = 0; link < operatorChain.length(); link += LinkLayout.LINK_LENGTH) {
      if (agentId.equals(idAt(LinkLayout.agentIdOffset(link)))
          || agentId.equals(idAt(LinkLayout.delegatorIdOffset(link)))) {
        return true;
      }
    }
    return false;
  }

  private AgentId idAt(final int offset) {
    final byte[] id = new byte[LinkLayout.ID_LENGTH];
    operatorChain.buffer().getBytes(offset, id);
    return AgentId.of(id);
  }

  /**
   * Appends a product's event to the journal.
   *
   * @param eventId the same id with the same content is one event, for as long as the gate
   *     remembers.
   * @param agentId whom it is about; 32 zero bytes for nobody.
   * @param product code of the gate schema's Product.
   * @param eventType of the product's own registry.
   * @param payload at most 4,096 bytes; no secrets.
   * @return the position of its record.
   */
  public long append(
      final EventId eventId,
      final byte[] agentId,
      final int product,
      final int eventType,
      final byte[] payload,
      final Actor actor) {
    return give(new GateCommand.AppendEvent(eventId, agentId, product, eventType, payload), actor);
  }

  /**
   * An agent as the engine sees it now.
   *
   * @throws NotFoundException where the engine does not know it.
   */
  public AgentSnapshot agent(final AgentId agentId) {
    final AgentSnapshot snapshot = ask(new GateQuery.OfAgent(operatorChain, agentId.toBytes()));
    if (snapshot.reason() == Reason.NOT_FOUND || snapshot.reason() == Reason.AGENT_UNKNOWN) {
      throw new NotFoundException("agent", agentId);
    }
    if (snapshot.reason() != Reason.OK) {
      throw new GateRefusedException(snapshot.reason(), 0);
    }
    return snapshot;
  }

  /** The catalogue's entry for a name; its reason says where there is none. */
  public PermissionEntry permission(final String name) {
    return ask(new GateQuery.OfPermission(name));
  }

  /** Position of the newest record in the journal. */
  public long journalPosition() {
    final GateStatus status = ask(new GateQuery.OfStatus());
    if (status.reason() != Reason.OK) {
      throw new GateRefusedException(status.reason(), 0);
    }
    return status.position();
  }

  private <R extends GateReply> R ask(final GateRequest<R> request) {
    final R reply = client.call(request, POLICY);
    switch (reply.reason()) {
      case UNAVAILABLE, TIMEOUT, OVERLOADED, DISK_FULL, JOURNAL_UNAVAILABLE, TABLE_FULL ->
          throw new UnavailableException(
              reply.reason(), "the gate could not answer: " + reply.reason());
      default -> {
        return reply;
      }
    }
  }
}
