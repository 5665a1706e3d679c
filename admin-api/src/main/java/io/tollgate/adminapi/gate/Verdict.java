package io.tollgate.adminapi.gate;

import io.tollgate.engine.domain.decision.Reason;
import java.util.OptionalInt;

/**
 * What the engine decided about a check.
 *
 * @param allowed ALLOW or DENY.
 * @param reason why.
 * @param position of its record; 0 where it could not be attributed to an agent, and so has none of
 *     its own.
 * @param failingHop the chain's hop that was refused, root = 0.
 */
public record Verdict(boolean allowed, Reason reason, long position, OptionalInt failingHop) {}
