package io.tollgate.engine.domain.decision;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The gate's sums against a model that keeps every use and adds them up anew each time. */
class UseAgainstModelTest {
  @Property(tries = 100)
  void shouldGrantAndCountWhatTheModelDoes(@ForAll final long seed) {
    new ModelledRun(seed).run();
  }
}
