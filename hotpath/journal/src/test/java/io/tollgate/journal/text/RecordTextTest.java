package io.tollgate.journal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.sbe.journal.AgentRegisteredEncoder;
import io.tollgate.sbe.journal.CheckedEncoder;
import io.tollgate.sbe.journal.CommandRefusedEncoder;
import io.tollgate.sbe.journal.ConsumedEncoder;
import io.tollgate.sbe.journal.EventAppendedEncoder;
import io.tollgate.sbe.journal.MessageHeaderEncoder;
import io.tollgate.sbe.journal.ReservedEncoder;
import io.tollgate.sbe.journal.UnattributedEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RecordTextTest {
  private static final int OFFSET = 3;
  private static final String START =
      "{\"position\":42,\"time\":\"2026-09-21T14:13:20.000000007Z\",\"type\":\"";

  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2048]);
  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final RecordText text = new RecordText(RecordSchema.load());

  private String render(final int encodedLength) {
    final StringBuilder out = new StringBuilder();
    text.append(
        out,
        42,
        1_790_000_000_000_000_007L,
        buffer,
        OFFSET,
        MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    return out.toString();
  }

  @Test
  void shouldNameReasonsAndShowIdsAsHex() {
    final CheckedEncoder checked =
        new CheckedEncoder()
            .wrapAndApplyHeader(buffer, OFFSET, header)
            .scopeHash(-1)
            .linkId(255)
            .countAfter(9)
            .agentIndex(3)
            .permission((short) 16)
            .reason((short) 31)
            .failingHop((byte) 2);
    assertThat(render(checked.encodedLength()))
        .isEqualTo(
            START
                + "Checked\",\"scope_hash\":\"ffffffffffffffff\",\"link_id\":\"00000000000000ff\","
                + "\"count_after\":9,\"agent_index\":3,\"permission\":16,"
                + "\"reason\":\"PERMISSION_NOT_GRANTED\",\"failing_hop\":2}");
  }

  @Test
  void shouldShowGroupsAsArraysAndJoinTheHalvesOfIds() {
    final ConsumedEncoder consumed =
        new ConsumedEncoder()
            .wrapAndApplyHeader(buffer, OFFSET, header)
            .eventIdHigh(1)
            .eventIdLow(2)
            .resource((short) 1)
            .agentIndex(7);
    final ConsumedEncoder.LevelsEncoder levels = consumed.levelsCount(2);
    levels.next().spentAfterNano(10).reservedAfterNano(20).levelAgentIndex(1);
    levels.next().spentAfterNano(30).reservedAfterNano(40).levelAgentIndex(2);
    assertThat(render(consumed.encodedLength()))
        .contains("\"event_id\":\"00000000000000010000000000000002\"")
        .contains("\"resource\":\"LLM_TOKENS\"")
        .endsWith(
            "\"levels\":[{\"spent_after_nano\":10,\"reserved_after_nano\":20,\"level_agent_index\":1},"
                + "{\"spent_after_nano\":30,\"reserved_after_nano\":40,\"level_agent_index\":2}]}");
  }

  @Test
  void shouldShowAnEmptyGroupAndTimes() {
    final ReservedEncoder reserved =
        new ReservedEncoder().wrapAndApplyHeader(buffer, OFFSET, header).expiresAtNs(1_500_000_000);
    reserved.levelsCount(0);
    assertThat(render(reserved.encodedLength()))
        .contains("\"reservation_id\":\"00000000000000000000000000000000\"")
        .contains("\"expires_at_ns\":\"1970-01-01T00:00:01.500000000Z\"")
        .endsWith("\"levels\":[]}");
  }

  @Test
  void shouldEscapeTextAndSayNullForNoAgent() {
    final AgentRegisteredEncoder agent =
        new AgentRegisteredEncoder()
            .wrapAndApplyHeader(buffer, OFFSET, header)
            .actorIndex(4_294_967_294L)
            .trust((short) 1)
            .tier((short) 99);
    for (int i = 0; i < 32; i++) {
      agent.agentId(i, (short) (255 - i)).publicKey(i, (short) 0);
    }
    agent.actor("").name("a \"b\"\n\\ é");
    assertThat(render(agent.encodedLength()))
        .contains(
            "\"agent_id\":\"fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0efeeedecebeae9e8e7e6e5e4e3e2e1e0\"")
        .contains("\"actor_index\":null,\"trust\":\"TRUSTED\",\"tier\":99")
        .endsWith("\"actor\":\"\",\"name\":\"a \\\"b\\\"\\u000a\\\\ é\"}");
  }

  @Test
  void shouldShowPayloadsAsHex() {
    final EventAppendedEncoder event =
        new EventAppendedEncoder()
            .wrapAndApplyHeader(buffer, OFFSET, header)
            .product((short) 2)
            .payloadHash(0x0102030405060708L);
    event.actor("x").putPayload(new byte[] {1, 2, (byte) 0xFF}, 0, 3);
    assertThat(render(event.encodedLength()))
        .contains("\"product\":\"AUDIT\"")
        .contains("\"payload_hash\":\"0102030405060708\"")
        .endsWith("\"actor\":\"x\",\"payload\":\"0102ff\"}");
  }

  @Test
  void shouldNameRefusedCommandsAndSummedReasons() {
    final CommandRefusedEncoder refused =
        new CommandRefusedEncoder()
            .wrapAndApplyHeader(buffer, OFFSET, header)
            .command(65_000)
            .reason((short) 70);
    refused.actor("");
    assertThat(render(refused.encodedLength()))
        .contains("\"command\":65000,\"reason\":\"NOT_AUTHORIZED\"");
    final UnattributedEncoder summed =
        new UnattributedEncoder().wrapAndApplyHeader(buffer, OFFSET, header);
    summed.countsCount(1).next().refusals(5).reason((short) 12);
    assertThat(render(summed.encodedLength()))
        .isEqualTo(
            START + "Unattributed\",\"counts\":[{\"refusals\":5,\"reason\":\"TAG_INVALID\"}]}");
  }

  @Test
  void shouldShowWhatItCannotReadAsHex() {
    final ConsumedEncoder consumed =
        new ConsumedEncoder().wrapAndApplyHeader(buffer, OFFSET, header);
    consumed.levelsCount(200);
    assertThat(render(consumed.encodedLength())).startsWith(START + "Consumed\",\"raw\":\"");
    header.templateId(77);
    assertThat(render(2)).isEqualTo(START + "Template77\",\"raw\":\"6a004d00ea0301000000\"}");
  }
}
