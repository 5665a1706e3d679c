package io.tollgate.ops.gate;

import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.config.GateHome;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.ops.rest.ProblemException;
import io.tollgate.ops.rest.Query;

/** Asks the API of a data directory whether it can serve. */
final class ReadyProbe {

  private final GateHome home;

  ReadyProbe(final GateHome home) {
    this.home = home;
  }

  boolean isReady() {
    try {
      new AdminClient(home.apiUrl(), "").get(new Query("/readyz"));
      return true;
    } catch (final CliException | ProblemException e) {
      return false;
    }
  }
}
