package io.tollgate.ops.rest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the API answered to a request that went well.
 *
 * @param status 200 to 299
 * @param body never null; a missing node where there was none
 */
public record Reply(int status, JsonNode body) {

  /** Says whether a person has to approve before it happens. */
  public boolean pending() {
    return status == 202;
  }
}
