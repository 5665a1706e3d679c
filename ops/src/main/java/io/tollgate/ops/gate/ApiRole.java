package io.tollgate.ops.gate;

import io.tollgate.ops.config.Configuration;

/** The REST admin API. */
final class ApiRole {

  private ApiRole() {}

  static RunningPart start(final Configuration configuration) {
    return new RunningPart("api", configuration::home);
  }
}
