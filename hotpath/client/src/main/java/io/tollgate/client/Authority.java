package io.tollgate.client;

import io.tollgate.engine.domain.chain.Chain;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * In whose name a command is given.
 *
 * @param chain that grants the gate permission which the command needs.
 * @param actor on whose behalf, for the record; at most {@value #MAX_ACTOR_LENGTH} bytes of UTF-8,
 *     may be empty.
 */
public record Authority(Chain chain, String actor) {
  /** Bytes of an actor's UTF-8 at the most. */
  public static final int MAX_ACTOR_LENGTH = 64;

  /** Refuses an actor that no command can carry. */
  public Authority {
    Objects.requireNonNull(chain, "chain");
    final int length = actor.getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_ACTOR_LENGTH) {
      throw new IllegalArgumentException(
          "an actor has at most " + MAX_ACTOR_LENGTH + " bytes, not " + length);
    }
  }
}
