package io.tollgate.engine.domain.support;

import io.tollgate.engine.domain.fact.BudgetLevels;
import io.tollgate.engine.domain.fact.EngineStarted;
import io.tollgate.engine.domain.fact.ShortText;
import io.tollgate.engine.domain.fact.Unattributed;
import io.tollgate.engine.domain.state.FactApplier;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.agrona.concurrent.UnsafeBuffer;

/** Copies facts, which their makers reuse, and applies the copies. */
final class FactCopies {
  private FactCopies() {}

  static <T> T copy(final T fact) {
    try {
      @SuppressWarnings("unchecked")
      final T copy = (T) fact.getClass().getConstructor().newInstance();
      if (fact instanceof final Unattributed counts) {
        copyCounts(counts, (Unattributed) copy);
        return copy;
      }
      for (final Field field : fact.getClass().getFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          copyField(field, fact, copy);
        }
      }
      return copy;
    } catch (final ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copyCounts(final Unattributed from, final Unattributed to) {
    for (int i = 0; i < from.size(); i++) {
      to.add(from.reasonCode(i), from.count(i));
    }
  }

  private static void copyField(final Field field, final Object from, final Object to)
      throws IllegalAccessException {
    final Object value = field.get(from);
    if (value instanceof final UnsafeBuffer buffer) {
      final byte[] bytes = new byte[buffer.capacity()];
      buffer.getBytes(0, bytes);
      ((UnsafeBuffer) field.get(to)).wrap(bytes);
    } else if (value instanceof final ShortText text) {
      ((ShortText) field.get(to)).set(text.bytes(), 0, text.length());
    } else if (value instanceof final byte[] bytes) {
      System.arraycopy(bytes, 0, field.get(to), 0, bytes.length);
    } else if (value instanceof final BudgetLevels levels) {
      final BudgetLevels copies = (BudgetLevels) field.get(to);
      for (int i = 0; i < levels.count(); i++) {
        copies.add(levels.agentSlot(i), levels.spentAfterNano(i), levels.reservedAfterNano(i));
      }
    } else {
      field.set(to, value);
    }
  }

  static void apply(final Object fact, final FactApplier applier) {
    if (fact instanceof Unattributed || fact instanceof EngineStarted) {
      applier.applyMark();
      return;
    }
    try {
      FactApplier.class.getMethod("apply", fact.getClass()).invoke(applier, fact);
    } catch (final InvocationTargetException e) {
      throw e.getCause() instanceof final RuntimeException cause
          ? cause
          : new IllegalStateException(e);
    } catch (final ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
