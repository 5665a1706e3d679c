package io.tollgate.engine.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.LastingStateMemory;
import io.tollgate.engine.domain.support.RandomTraffic;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The journal is the truth: whatever happens to the live state, it is what a replay of the
 * committed records gives, byte for byte.
 */
class ReplayTest {
  private static final int BATCHES = 120;
  private static final int MOST_WORDS_A_BATCH = 200;

  /** So small that every table is full every now and then. */
  private static Capacities tiny() {
    return new Capacities(12, 6, 14, 5, 3, 9, 13, 3);
  }

  @Property(tries = 80)
  void shouldBeWhatAReplayOfTheJournalGivesAfterFailuresAndKills(@ForAll final long seed) {
    final Random random = new Random(seed);
    final LastingStateMemory memory = new LastingStateMemory();
    final GateFixture fixture = GateFixture.create(tiny(), GateFixture.settings(), memory);
    final RandomTraffic traffic = new RandomTraffic(fixture, random);
    for (int batch = 0; batch < BATCHES; batch++) {
      traffic.pass();
      switch (random.nextInt(12)) {
        case 0 -> {
          final String before = fixture.dump();
          act(fixture, traffic, random);
          fixture.fail();
          assertThat(fixture.dump()).isEqualTo(before);
        }
        case 1 -> {
          final String before = fixture.dump();
          memory.killAfterWords(random.nextInt(MOST_WORDS_A_BATCH));
          final boolean isKilled = actUntilKilled(fixture, traffic, random);
          memory.killAfterWords(LastingStateMemory.NEVER);
          fixture.crashAndRecover();
          assertThat(fixture.dump()).as("killed %s", isKilled).isEqualTo(before);
        }
        default -> {
          act(fixture, traffic, random);
          fixture.commit();
        }
      }
      if (batch % 20 == 0) {
        assertThat(fixture.dump()).isEqualTo(fixture.replayedDump());
      }
    }
    assertThat(fixture.dump()).isEqualTo(fixture.replayedDump());
  }

  private static boolean actUntilKilled(
      final GateFixture fixture, final RandomTraffic traffic, final Random random) {
    try {
      act(fixture, traffic, random);
      fixture.gate().endBatch();
      return false;
    } catch (final LastingStateMemory.Killed e) {
      return true;
    }
  }

  private static void act(
      final GateFixture fixture, final RandomTraffic traffic, final Random random) {
    fixture.begin();
    if (random.nextInt(4) != 0) {
      fixture.gate().housekeep();
    }
    for (int i = random.nextInt(8); i > 0; i--) {
      traffic.act();
    }
  }
}
