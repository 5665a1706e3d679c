package io.tollgate.adminapi.gate;

import io.tollgate.client.EventId;
import io.tollgate.client.GateAnswer;
import io.tollgate.client.GateQuery;
import io.tollgate.client.GateRequest;
import io.tollgate.client.GateStatus;
import io.tollgate.client.PermissionEntry;
import io.tollgate.client.TollgateClient;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.Actor;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.error.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;

/** The engine, by the client that everyone uses. Any thread but the client's own. */
public final class ClientGate implements GateAccess {
  /** Product of the events that the API writes: audit. */
  static final int PRODUCT = 2;

  /** Type of the event that somebody got a token, in audit's registry of types. */
  static final int TOKEN_ISSUED = 1;

  private static final byte[] NOBODY = new byte[LinkLayout.ID_LENGTH];
  private static final long NS_A_SECOND = 1_000_000_000L;
  private static final int HALF_ID_DIGITS = 16;

  private final TollgateClient client;
  private final GateCommands commands;

  /** By a client, and commands in the operator's name. */
  public ClientGate(final TollgateClient client, final GateCommands commands) {
    this.client = client;
    this.commands = commands;
  }

  /** By a client, with the operator's chain of a data directory. */
  public static ClientGate of(final TollgateClient client, final Path dataDirectory) {
    return new ClientGate(client, GateCommands.ofDataDirectory(client, dataDirectory));
  }

  @Override
  public Verdict check(final String chain, final String permission, final String scope) {
    final Chain read;
    try {
      read = Chain.ofText(chain);
    } catch (final IllegalArgumentException noChain) {
      return denied(Reason.CHAIN_MALFORMED);
    }
    final PermissionEntry entry = client.permission(permission);
    if (entry.reason() == Reason.PERMISSION_UNKNOWN) {
      return denied(Reason.PERMISSION_UNKNOWN);
    }
    requireAnswer(entry.reason());
    final GateAnswer answer =
        client.call(new GateRequest.Check(read, entry.bit(), Scope.hash(scope)));
    requireAnswer(answer.reason());
    return new Verdict(
        answer.allowed(),
        answer.reason(),
        answer.position(),
        answer.failingHop() >= 0 ? OptionalInt.of(answer.failingHop()) : OptionalInt.empty());
  }

  @Override
  public EngineStatus status() {
    final GateStatus status = client.call(new GateQuery.OfStatus());
    if (!status.isOk()) {
      throw unavailable(status.reason());
    }
    return new EngineStatus(
        status.position(),
        time(status.timeNs()),
        time(status.startedAtNs()),
        status.agents(),
        status.keys(),
        status.reservations(),
        status.events(),
        status.writable());
  }

  @Override
  public long recordToken(final String tokenId, final String text, final Actor actor) {
    final EventId id =
        new EventId(
            Long.parseUnsignedLong(tokenId.substring(0, HALF_ID_DIGITS), 16),
            Long.parseUnsignedLong(tokenId.substring(HALF_ID_DIGITS), 16));
    return commands.append(
        id, NOBODY, PRODUCT, TOKEN_ISSUED, text.getBytes(StandardCharsets.UTF_8), actor);
  }

  private static Verdict denied(final Reason reason) {
    return new Verdict(false, reason, 0, OptionalInt.empty());
  }

  private static void requireAnswer(final Reason reason) {
    switch (reason) {
      case OVERLOADED, JOURNAL_UNAVAILABLE, DISK_FULL, UNAVAILABLE, TIMEOUT ->
          throw unavailable(reason);
      default -> {
        // The gate itself has spoken.
      }
    }
  }

  private static UnavailableException unavailable(final Reason reason) {
    return new UnavailableException(reason, "the gate did not decide: " + reason);
  }

  private static Instant time(final long ns) {
    return Instant.ofEpochSecond(ns / NS_A_SECOND, ns % NS_A_SECOND);
  }
}
