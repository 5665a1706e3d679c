package io.tollgate.engine.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.GateFixture;
import io.tollgate.engine.domain.support.Requests;
import io.tollgate.engine.domain.support.TestAgent;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No agent can take the table of ids from the others. */
class FairShareTest {
  private static final int CAPACITY = Capacities.small().events();
  private static final int SHARE = CAPACITY / 8;
  private static final int HALF = CAPACITY / 2;

  private final GateFixture fixture = GateFixture.create();
  private final Requests requests = new Requests(fixture);
  private final TestAgent flooder = fixture.agent("flooder", 1);
  private final Chain flood = Chains.root(Terms.to(flooder));
  private final Chain neighbour = Chains.root(Terms.to(fixture.agent("neighbour", 1)));
  private long lastId;

  /** How many of so many new ids are granted. */
  private int granted(final Chain chain, final int asked) {
    int granted = 0;
    for (int i = 0; i < asked; i++) {
      final Verdict verdict = requests.consume(chain, ++lastId, 1);
      if (verdict.isAllowed()) {
        granted++;
      } else {
        assertThat(verdict.reason()).isEqualTo(Reason.AGENT_SHARE_EXCEEDED);
      }
    }
    return granted;
  }

  @Test
  void shouldLetAnAgentTakeHalfOfTheTableAloneAndLeaveTheRestToOthers() {
    assertThat(granted(flood, 2 * CAPACITY)).isEqualTo(HALF + 1);
    assertThat(granted(neighbour, 2 * CAPACITY)).isEqualTo(SHARE);
    assertThat(requests.consume(flood, 1, 1).isDuplicate()).isTrue();
    assertThat(fixture.replayedDump()).isEqualTo(fixture.dump());
  }

  @Test
  void shouldLetTheAgentGoOnWhenItsIdsNeedNotBeKeptAnyMore() {
    granted(flood, 2 * CAPACITY);
    fixture.pass(60, TimeUnit.SECONDS);
    assertThat(granted(flood, HALF)).isEqualTo(HALF);
  }

  @Test
  void shouldNotHoldIdsThatAreOnlyNotYetForgottenAgainstAnAgent() {
    for (int second = 0; second < 4 * CAPACITY; second++) {
      assertThat(granted(flood, 1)).isEqualTo(1);
      fixture.pass(1, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldNotLetDeniedIdsTakeMoreThanTheShareEither() {
    requests.setQuota(flooder, 0, -1, -1, -1);
    for (int i = 0; i < 2 * CAPACITY; i++) {
      assertThat(requests.consume(flood, ++lastId, 1).reason())
          .isEqualTo(Reason.HOUR_QUOTA_EXCEEDED);
    }
    assertThat(granted(neighbour, SHARE)).isEqualTo(SHARE);
  }

  @Test
  void shouldCountTheSameAfterACrash() {
    granted(flood, 2 * CAPACITY);
    fixture.crashAndRecover();
    assertThat(granted(flood, 1)).isZero();
    assertThat(granted(neighbour, 2 * CAPACITY)).isEqualTo(SHARE);
  }

  @Test
  void shouldCountTheSameWhenABatchIsTakenBack() {
    assertThat(granted(flood, HALF)).isEqualTo(HALF);
    fixture.begin();
    granted(flood, 1);
    fixture.fail();
    assertThat(granted(flood, 2)).isEqualTo(1);
  }
}
