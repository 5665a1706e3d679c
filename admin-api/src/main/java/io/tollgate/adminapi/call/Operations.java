package io.tollgate.adminapi.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Which call does what an operation of the contract says. */
public final class Operations {
  private final Map<String, ApiCall> calls = new LinkedHashMap<>();

  /** None yet. */
  public Operations() {}

  /**
   * Gives an operation its call.
   *
   * @throws IllegalStateException where it has one.
   */
  public Operations put(final String operationId, final ApiCall call) {
    if (calls.putIfAbsent(operationId, call) != null) {
      throw new IllegalStateException("two calls for " + operationId);
    }
    return this;
  }

  /** Does something around every call, by its operation id. */
  public void wrapAll(final BiFunction<String, ApiCall, ApiCall> wrapper) {
    calls.replaceAll(wrapper);
  }

  /** All of them, by operation id. */
  public Map<String, ApiCall> all() {
    return Collections.unmodifiableMap(calls);
  }
}
