package io.tollgate.engine.infra.record;

/** Agents are slots in the domain, where -1 is nobody, and unsigned numbers in the journal. */
final class AgentNumbers {
  private static final long NOBODY = 4_294_967_294L;
  private static final long UNSIGNED = 0xFFFF_FFFFL;

  private AgentNumbers() {}

  static long ofSlot(final int slot) {
    return slot < 0 ? NOBODY : slot & UNSIGNED;
  }

  static int toSlot(final long number) {
    return number == NOBODY ? -1 : (int) number;
  }
}
