package io.tollgate.engine.domain.support;

import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory: the facts of the open batch, and those of all that were committed. */
public final class FactLog {
  /** What was journaled together. */
  private record Batch(long timeNs, List<Object> facts) {}

  private final List<Batch> batches = new ArrayList<>();
  private final List<Object> open = new ArrayList<>();
  private final Recorder recorder =
      (Recorder)
          Proxy.newProxyInstance(
              Recorder.class.getClassLoader(),
              new Class<?>[] {Recorder.class},
              (proxy, method, arguments) -> {
                open.add(FactCopies.copy(arguments[0]));
                return null;
              });

  /** What a gate writes to. */
  public Recorder recorder() {
    return recorder;
  }

  /** Takes the open batch for good. */
  public void commit(final long timeNs) {
    if (!open.isEmpty()) {
      batches.add(new Batch(timeNs, List.copyOf(open)));
      open.clear();
    }
  }

  /** Loses the open batch. */
  public void rollback() {
    open.clear();
  }

  /** The newest fact, of the open batch where it has one. */
  public Object newest() {
    final List<Object> facts = open.isEmpty() ? batches.get(batches.size() - 1).facts() : open;
    return facts.get(facts.size() - 1);
  }

  /** All facts of a class, oldest first. */
  public <T> List<T> all(final Class<T> type) {
    final List<T> found = new ArrayList<>();
    for (final Batch batch : batches) {
      for (final Object fact : batch.facts()) {
        if (type.isInstance(fact)) {
          found.add(type.cast(fact));
        }
      }
    }
    return found;
  }

  /** How many facts are journaled. */
  public int size() {
    return batches.stream().mapToInt(batch -> batch.facts().size()).sum();
  }

  /** Applies everything to an empty state. */
  public void replayTo(final GateState state) {
    final FactApplier applier = new FactApplier(state);
    for (final Batch batch : batches) {
      applier.begin(batch.timeNs());
      for (final Object fact : batch.facts()) {
        FactCopies.apply(fact, applier);
      }
      applier.end();
      state.undo().commit();
    }
  }
}
