package io.tollgate.client;

import java.util.Objects;

/**
 * A command that is given in somebody's name; made by {@link GateCommand#by}.
 *
 * @param command what is to be done.
 * @param authority in whose name.
 */
public record AuthorizedCommand(GateCommand command, Authority authority)
    implements GateRequest.ForDecision {
  /** Refuses what is missing. */
  public AuthorizedCommand {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(authority, "authority");
  }

  @Override
  public OfferResult offerTo(final GateSession session, final long correlationId) {
    return command.offerTo(session.commands(), correlationId, authority);
  }

  @Override
  public boolean isRepeatable() {
    return command.isRepeatable();
  }
}
