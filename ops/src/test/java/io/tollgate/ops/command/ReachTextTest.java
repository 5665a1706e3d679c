package io.tollgate.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tollgate.ops.cli.Json;
import org.junit.jupiter.api.Test;

class ReachTextTest {
  private static final String SPEND = "[{'currency':'USD','at_most':'6','left':'4.5'}]";

  @Test
  void shouldSayWhatIsLeftBesideTheLimit() throws JsonProcessingException {
    final String text = exposure(SPEND, true);
    assertThat(text)
        .containsPattern("SPEND AT MOST +LEFT\n")
        .containsPattern("lead +trusted +llm:call in repo +6 USD +4.5 USD\n")
        .containsPattern("worker +untrusted +nothing +nothing +nothing\n")
        .endsWith("together at most 6 USD until a budget starts anew; 4.5 USD of it is left\n");
  }

  @Test
  void shouldSayWhereTheEngineDidNotTellOfEveryBudget() throws JsonProcessingException {
    assertThat(exposure(SPEND, false))
        .endsWith("the engine did not tell of every budget: those count as unspent\n");
    assertThat(exposure("[]", true)).endsWith("together they can spend nothing\n");
  }

  private static String exposure(final String spend, final boolean isLeftKnown)
      throws JsonProcessingException {
    final String json =
        "{'agent':{'agent_id':'"
            + "3b".repeat(32)
            + "','name':'lead','trust':'trusted'},'grants':[{'scope':'repo','permissions':"
            + "['llm:call']}],'spend':"
            + spend
            + ",'below':[{'agent_id':'"
            + "4c".repeat(32)
            + "','name':'worker','trust':'untrusted','grants':[],'spend':[]}],'complete':true,"
            + "'left_known':"
            + isLeftKnown
            + "}";
    return ReachText.exposure(Json.parse(json.replace('\'', '"')));
  }
}
