package io.tollgate.engine.infra.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.sbe.gate.AppendEventEncoder;
import io.tollgate.sbe.gate.BulkCheckEncoder;
import io.tollgate.sbe.gate.CheckEncoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import io.tollgate.sbe.gate.MessageHeaderEncoder;
import io.tollgate.sbe.gate.StatusQueryEncoder;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MessageShapesTest {
  private static final int AT = 16;
  private static final int CHAIN_LENGTH = 151;

  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[16 * 1024]);
  private final MessageHeaderEncoder header = new MessageHeaderEncoder();

  private Reason judge(final int length) {
    return MessageShapes.judge(buffer, AT, length, new MessageHeaderDecoder());
  }

  private int check() {
    final CheckEncoder check = new CheckEncoder().wrapAndApplyHeader(buffer, AT, header);
    check.correlationId(1).putChain(new byte[CHAIN_LENGTH], 0, CHAIN_LENGTH);
    return 8 + check.encodedLength();
  }

  private int bulk(final int checks) {
    final BulkCheckEncoder bulk = new BulkCheckEncoder().wrapAndApplyHeader(buffer, AT, header);
    final BulkCheckEncoder.ChecksEncoder group = bulk.correlationId(1).checksCount(checks);
    for (int i = 0; i < checks; i++) {
      group.next().scopeHash(i).permission((short) 16);
    }
    bulk.putChain(new byte[CHAIN_LENGTH], 0, CHAIN_LENGTH);
    return 8 + bulk.encodedLength();
  }

  @Test
  void shouldAcceptWholeMessages() {
    assertThat(judge(check())).isEqualTo(Reason.OK);
    assertThat(judge(bulk(64))).isEqualTo(Reason.OK);
    assertThat(judge(bulk(0))).isEqualTo(Reason.OK);
    new StatusQueryEncoder().wrapAndApplyHeader(buffer, AT, header).correlationId(1);
    assertThat(judge(16)).isEqualTo(Reason.OK);
  }

  @Test
  void shouldAcceptEventWithLargestPayload() {
    final AppendEventEncoder event =
        new AppendEventEncoder().wrapAndApplyHeader(buffer, AT, header).correlationId(1);
    event
        .putChain(new byte[8 * CHAIN_LENGTH], 0, 8 * CHAIN_LENGTH)
        .putActor(new byte[64], 0, 64)
        .putPayload(new byte[4096], 0, 4096);
    assertThat(judge(8 + event.encodedLength())).isEqualTo(Reason.OK);
  }

  @Test
  void shouldRefuseEveryTruncation() {
    final int length = check();
    for (int shorter = 0; shorter < length; shorter++) {
      assertThat(judge(shorter)).as("%s bytes", shorter).isEqualTo(Reason.MALFORMED);
    }
  }

  @Test
  void shouldRefuseBytesAfterTheEnd() {
    assertThat(judge(check() + 1)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void shouldRefuseOtherSchemaVersionOrKind() {
    final int length = check();
    header.wrap(buffer, AT).schemaId(1002);
    assertThat(judge(length)).isEqualTo(Reason.UNSUPPORTED_SCHEMA);
    header.schemaId(1001).version(2);
    assertThat(judge(length)).isEqualTo(Reason.UNSUPPORTED_VERSION);
    header.version(1).templateId(999);
    assertThat(judge(length)).isEqualTo(Reason.UNKNOWN_MESSAGE);
    header.templateId(50);
    assertThat(judge(length)).as("an answer is no request").isEqualTo(Reason.UNKNOWN_MESSAGE);
  }

  @Test
  void shouldRefuseOtherBlockLength() {
    final int length = check();
    header.wrap(buffer, AT).blockLength(CheckEncoder.BLOCK_LENGTH - 1);
    assertThat(judge(length)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void shouldRefuseBulkBeyondItsBoundOrItsMessage() {
    assertThat(judge(bulk(65))).isEqualTo(Reason.MALFORMED);
    final int length = bulk(3);
    final int count = AT + 8 + BulkCheckEncoder.BLOCK_LENGTH + 2;
    buffer.putShort(count, (short) 40, ByteOrder.LITTLE_ENDIAN);
    assertThat(judge(length)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void shouldRefuseChainThatClaimsMoreThanThereIs() {
    final int length = check();
    buffer.putShort(AT + 8 + CheckEncoder.BLOCK_LENGTH, (short) 0xFFFF, ByteOrder.LITTLE_ENDIAN);
    assertThat(judge(length)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void shouldRefuseMessageThatNoFragmentCarries() {
    check();
    assertThat(judge(MessageShapes.MAX_MESSAGE_LENGTH + 1)).isEqualTo(Reason.MESSAGE_TOO_LONG);
  }
}
