package io.tollgate.adminapi.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.support.AgentId;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainerTest {
  private static final List<ChainHop> HOPS = List.of(hop(0, "aa"), hop(1, "bb"));

  @ParameterizedTest
  @EnumSource(value = Reason.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
  void shouldExplainEveryDenialAndSayWhatHelps(final Reason reason) {
    final Wording wording = explain(reason, OptionalInt.of(1));

    assertThat(wording.sentence()).endsWith(".").doesNotContain("null", "Optional");
    assertThat(wording.rule()).endsWith(".");
    assertThat(wording.remedy()).isPresent();
  }

  @Test
  void shouldNameTheFailingHop() {
    assertThat(explain(Reason.PERMISSION_NOT_GRANTED, OptionalInt.of(1)).sentence())
        .isEqualTo("Hop 1 (to agent bbbbbbbbbbbb…) does not grant llm:call.");
    assertThat(explain(Reason.LINK_EXPIRED, OptionalInt.of(0)).sentence())
        .isEqualTo("Hop 0 (to agent aaaaaaaaaaaa…) ended at 2026-11-24T00:00:00Z.");
    assertThat(explain(Reason.AGENT_SUSPENDED, OptionalInt.of(0)).sentence())
        .isEqualTo("Agent aaaaaaaaaaaa… at hop 0 is suspended.");
  }

  @Test
  void shouldExplainWithoutAHop() {
    assertThat(explain(Reason.TAG_INVALID, OptionalInt.empty()).sentence())
        .startsWith("A link of the chain was not sealed");
    assertThat(explain(Reason.TAG_INVALID, OptionalInt.of(7)).sentence())
        .startsWith("A link of the chain was not sealed");
  }

  @Test
  void shouldSayThatNothingIsWrongWhereItIsAllowed() {
    final Wording wording =
        Explainer.explain(new Verdict(true, Reason.OK, 9, OptionalInt.empty()), HOPS, "llm:call");

    assertThat(wording.sentence())
        .isEqualTo("Every one of the chain's 2 links is in force and grants llm:call.");
    assertThat(wording.remedy()).isEmpty();
  }

  @Test
  void shouldHaveNoHopsOfWhatIsNoChain() {
    assertThat(Explainer.hopsOf("tgc1.AAAA")).isEmpty();
    assertThat(Explainer.hopsOf("")).isEmpty();
    assertThat(Explainer.hopsOf("tgc1." + "A".repeat(202))).hasSize(1);
  }

  private static Wording explain(final Reason reason, final OptionalInt hop) {
    return Explainer.explain(new Verdict(false, reason, 9, hop), HOPS, "llm:call");
  }

  private static ChainHop hop(final int hop, final String hex) {
    return new ChainHop(
        hop,
        7,
        AgentId.ofHex(hex.repeat(32)),
        2,
        new BitSet(),
        0,
        Instant.parse("2026-11-23T00:00:00Z"),
        Instant.parse("2026-11-24T00:00:00Z"),
        1);
  }
}
