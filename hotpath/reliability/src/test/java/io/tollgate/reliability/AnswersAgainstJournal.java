package io.tollgate.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.engine.domain.decision.Reason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.LongHashSet;

/** Holds what clients were told against what the journal says. */
final class AnswersAgainstJournal {
  private AnswersAgainstJournal() {}

  /**
   * Every answer must be in the journal where it says, as it says, once; and every id that the
   * journal decided must have been answered, because clients ask until they are.
   */
  static void assertSame(final List<Outcome> outcomes, final JournalModel journal) {
    final Map<Operation, Integer> told = assertTold(outcomes, journal);
    for (final Operation operation :
        List.of(Operation.CONSUME, Operation.RESERVE, Operation.COMMIT, Operation.RELEASE)) {
      assertThat(journal.decidedIds(operation))
          .as("ids that the journal decided for %s", operation)
          .isEqualTo(told.getOrDefault(operation, 0));
    }
  }

  /**
   * Every answer must be in the journal where it says, as it says, once.
   *
   * @return how many ids were told to be decided, by operation.
   */
  static Map<Operation, Integer> assertTold(
      final List<Outcome> outcomes, final JournalModel journal) {
    final LongHashSet positions = new LongHashSet();
    final Map<Operation, Integer> told = new EnumMap<>(Operation.class);
    for (final Outcome outcome : outcomes) {
      assertThat(journal.at(outcome.position())).as("of %s", outcome).isEqualTo(entryOf(outcome));
      if (!positions.add(outcome.position())) {
        assertThat(outcome.isRepeated()).as("%s is told twice", outcome).isTrue();
      } else if (outcome.reason() == Reason.OK || isUse(outcome.operation())) {
        told.merge(outcome.operation(), 1, Integer::sum);
      }
    }
    return told;
  }

  private static JournalModel.Entry entryOf(final Outcome outcome) {
    return new JournalModel.Entry(
        outcome.operation(),
        outcome.leaf(),
        outcome.id(),
        outcome.amount(),
        outcome.outputAmount(),
        outcome.reason());
  }

  private static boolean isUse(final Operation operation) {
    return operation == Operation.CONSUME || operation == Operation.RESERVE;
  }
}
