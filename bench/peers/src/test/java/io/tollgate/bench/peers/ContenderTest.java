package io.tollgate.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tollgate.bench.peers.question.Case;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.quota.RedisQuota;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(60)
class ContenderTest {
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
  void shouldGiveTheRightAnswerToEveryQuestionThatItCanBeAsked(final Contender contender) {
    assumeTrue(
        !contender.name().contains("REDIS") || RedisQuota.isAvailable(),
        "there is no redis-server");
    final SoftAssertions answers = new SoftAssertions();
    try (Peer peer = contender.open()) {
      for (final Case asked : Case.values()) {
        if (contender.part().answers(asked)) {
          final Peer.Ask ask = peer.prepare(asked.question());
          answers
              .assertThat(ask.ask())
              .as("%s of %s", contender, asked)
              .isEqualTo(asked.isAllowed());
          answers.assertThat(ask.ask()).as("%s again", asked).isEqualTo(asked.isAllowed());
        }
      }
    }
    answers.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void shouldCompareEachWithOursAndNobodyTwice(final Table table) {
    assertThat(table.contenders()).doesNotHaveDuplicates().doesNotContain(Contender.NOBODY);
    assertThat(table.contenders().get(0).name()).startsWith("TOLLGATE");
  }

  @ParameterizedTest
  @EnumSource
  void shouldPlotNoMoreThanCanBeToldApart(final Table table) {
    assertThat(table.plots().values())
        .allSatisfy(
            plotted -> {
              assertThat(plotted).hasSizeBetween(2, 8);
              assertThat(table.contenders()).containsAll(plotted);
            });
  }
}
