package io.tollgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.infra.cycle.Journal;
import io.tollgate.engine.infra.cycle.RequestHandler.Outcome;
import io.tollgate.engine.support.ManualClock;
import io.tollgate.engine.support.RawClient.Messages;
import io.tollgate.journal.JournalBatch;
import io.tollgate.sbe.gate.AgentQueryEncoder;
import io.tollgate.sbe.gate.AgentStateDecoder;
import io.tollgate.sbe.gate.AnswerDecoder;
import io.tollgate.sbe.gate.AppendEventEncoder;
import io.tollgate.sbe.gate.BulkAnswerDecoder;
import io.tollgate.sbe.gate.BulkCheckDecoder;
import io.tollgate.sbe.gate.BulkCheckEncoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import io.tollgate.sbe.gate.MessageHeaderEncoder;
import io.tollgate.sbe.gate.PermissionQueryEncoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million and more messages with random damage, straight into the cycle: none may throw, stop the
 * engine, or be allowed unless the chain in it is, byte for byte, one that the gate sealed.
 */
class FuzzTest {
  private static final int MESSAGES = 1_100_000;
  private static final int A_CYCLE = 200;
  private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

  @TempDir private Path directory;

  private final ManualClock clock = new ManualClock();
  private final List<byte[]> corpus = new ArrayList<>();
  private final Set<ByteBuffer> sealed = new HashSet<>();
  private final UnsafeBuffer message = new UnsafeBuffer(new byte[16 * 1024]);
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private SteppedEngine engine;
  private Population people;
  private Random random;
  private int allowed;

  @BeforeEach
  void open() {
    engine = new SteppedEngine(directory, clock, real -> new Nowhere());
    people = new Population(4, engine.rootKey(), clock.nanoTime());
    people.settle(engine.messages(), engine.operatorChain(), engine::mustAllow);
    fillCorpus();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void shouldSurviveDamagedMessagesAndAllowNoneOfThem() {
    final long seed = Long.getLong("tollgate.seed", System.nanoTime());
    System.out.println("FuzzTest: repeat with -Dtollgate.seed=" + seed);
    random = new Random(seed);
    for (int i = 0; i < MESSAGES; i += A_CYCLE) {
      clock.pass(random.nextInt(10_000_000));
      fuzzOneCycle(seed);
    }
    assertThat(engine.errors()).as("seed %s", seed).isEmpty();
    assertThat(allowed).as("harmless damage is allowed now and then").isPositive();
    final AnswerDecoder answer =
        engine.ask(engine.messages().check(1, people.chain(3), Population.PERMISSION));
    assertThat(Reason.ofCode(answer.reason())).isEqualTo(Reason.OK);
  }

  private void fuzzOneCycle(final long seed) {
    final ByteBuffer[] chains = new ByteBuffer[A_CYCLE];
    engine.begin();
    for (int i = 0; i < A_CYCLE; i++) {
      final int length = damage(corpus.get(random.nextInt(corpus.size())), i);
      chains[i] = chainIn(length);
      assertThat(engine.give(message, 0, length)).as("seed %s", seed).isEqualTo(Outcome.TAKEN);
    }
    engine.end();
    for (int at = engine.channel().poll(); at >= 0; at = engine.channel().poll()) {
      if (isAllowed(engine.channel().memory(), at)) {
        allowed++;
        final long correlationId = engine.channel().memory().getLong(at + HEADER);
        assertThat(sealed).as("seed %s", seed).contains(chains[(int) correlationId]);
      }
    }
  }

  private boolean isAllowed(final DirectBuffer answers, final int at) {
    header.wrap(answers, at);
    return switch (header.templateId()) {
      case AnswerDecoder.TEMPLATE_ID ->
          new AnswerDecoder().wrapAndApplyHeader(answers, at, header).decision() != 0;
      case BulkAnswerDecoder.TEMPLATE_ID ->
          new BulkAnswerDecoder().wrapAndApplyHeader(answers, at, header).reason() == 0;
      case AgentStateDecoder.TEMPLATE_ID ->
          new AgentStateDecoder().wrapAndApplyHeader(answers, at, header).reason() == 0;
      default -> false;
    };
  }

  /** The chain as the message has it, found by its own lengths; null where it has none. */
  private ByteBuffer chainIn(final int length) {
    if (length < HEADER) {
      return null;
    }
    header.wrap(message, 0);
    int at = HEADER + header.blockLength();
    if (header.templateId() == BulkCheckDecoder.TEMPLATE_ID && at + 4 <= length) {
      at += 4 + (message.getShort(at) & 0xFFFF) * (message.getShort(at + 2) & 0xFFFF);
    }
    if (at < 0 || at + 2 > length || at + 2 + (message.getShort(at) & 0xFFFF) > length) {
      return null;
    }
    final byte[] chain = new byte[message.getShort(at) & 0xFFFF];
    message.getBytes(at + 2, chain);
    return ByteBuffer.wrap(chain);
  }

  private int damage(final byte[] original, final int correlationId) {
    message.putBytes(0, original);
    int length = original.length;
    final int wounds = 1 + random.nextInt(4);
    for (int i = 0; i < wounds; i++) {
      length = wound(length);
    }
    message.putLong(HEADER, correlationId);
    return length;
  }

  private int wound(final int length) {
    final int at = random.nextInt(Math.max(1, length));
    switch (random.nextInt(9)) {
      case 0 -> message.putByte(at, (byte) (message.getByte(at) ^ 1 << random.nextInt(8)));
      case 1 -> message.putByte(at, (byte) random.nextInt());
      case 2 -> message.putLong(at, random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE);
      case 3 -> message.putLong(at, random.nextLong());
      case 4 -> message.putShort(random.nextInt(HEADER), (short) random.nextInt(70));
      case 5 -> {
        return random.nextInt(length + 1);
      }
      case 6 -> {
        return length + random.nextInt(200);
      }
      case 7 -> {
        final byte[] other = corpus.get(random.nextInt(corpus.size()));
        final int from = random.nextInt(other.length);
        message.putBytes(at, other, from, Math.min(other.length - from, 1 + random.nextInt(160)));
      }
      default -> message.setMemory(at, random.nextInt(64), (byte) 0);
    }
    return length;
  }

  private void fillCorpus() {
    final Messages messages = engine.messages();
    final Chain operator = engine.operatorChain();
    sealed.add(bytesOf(operator));
    for (int i = 0; i < people.size(); i++) {
      final Chain chain = people.chain(i);
      sealed.add(bytesOf(chain));
      keep(messages.check(1, chain, Population.PERMISSION));
      keep(messages.consume(1, chain, 100 + i, 5, Population.PRICE));
      keep(messages.reserve(1, chain, 200 + i, 5, Population.PRICE, 1_000_000_000L));
      keep(messages.commit(1, chain, 200 + i, 3));
      keep(bulk(messages, chain));
      keep(query(messages, chain, people.agentId(i)));
    }
    keep(messages.status(1));
    keep(messages.registerAgent(1, operator, new byte[32], 7, "name"));
    keep(messages.definePermission(1, operator, 17, "tool:use"));
    keep(messages.addKey(1, operator, 9, 8, new byte[16]));
    keep(messages.setQuota(1, operator, people.agentId(1), 1_000_000));
    keep(messages.setBudget(1, operator, people.agentId(2), 1_000_000));
    keep(messages.setPrice(1, operator, 6, 1_000));
    keep(messages.revokeLink(1, operator, 4, people.agentId(2)));
    keep(event(messages, operator));
    keep(permissionQuery(messages));
  }

  private void keep(final int length) {
    final byte[] bytes = new byte[length];
    engine.messages().buffer().getBytes(0, bytes);
    corpus.add(bytes);
  }

  private static ByteBuffer bytesOf(final Chain chain) {
    final byte[] bytes = new byte[chain.length()];
    chain.buffer().getBytes(0, bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static int bulk(final Messages messages, final Chain chain) {
    final BulkCheckEncoder bulk =
        new BulkCheckEncoder()
            .wrapAndApplyHeader(messages.buffer(), 0, new MessageHeaderEncoder())
            .correlationId(1);
    final BulkCheckEncoder.ChecksEncoder checks = bulk.checksCount(5);
    for (int i = 0; i < 5; i++) {
      checks.next().scopeHash(0).permission((short) (14 + i));
    }
    bulk.putChain(chain.buffer(), 0, chain.length());
    return HEADER + bulk.encodedLength();
  }

  private static int query(final Messages messages, final Chain chain, final byte[] agentId) {
    final AgentQueryEncoder query =
        new AgentQueryEncoder()
            .wrapAndApplyHeader(messages.buffer(), 0, new MessageHeaderEncoder())
            .correlationId(1)
            .putAgentId(agentId, 0, agentId.length)
            .putChain(chain.buffer(), 0, chain.length());
    return HEADER + query.encodedLength();
  }

  private static int permissionQuery(final Messages messages) {
    final PermissionQueryEncoder query =
        new PermissionQueryEncoder()
            .wrapAndApplyHeader(messages.buffer(), 0, new MessageHeaderEncoder())
            .correlationId(1)
            .name("llm:call");
    return HEADER + query.encodedLength();
  }

  private static int event(final Messages messages, final Chain chain) {
    final AppendEventEncoder event =
        new AppendEventEncoder()
            .wrapAndApplyHeader(messages.buffer(), 0, new MessageHeaderEncoder())
            .correlationId(1)
            .eventIdHigh(1)
            .eventIdLow(2)
            .putAgentId(new byte[32], 0, 32)
            .eventType(3)
            .product((short) 1)
            .putChain(chain.buffer(), 0, chain.length())
            .actor("test")
            .putPayload(new byte[100], 0, 100);
    return HEADER + event.encodedLength();
  }

  /** The truth is not needed here, and would be large. */
  private static final class Nowhere implements Journal {
    @Override
    public void append(final JournalBatch batch) {
      assertThat(batch.isEmpty()).isFalse();
    }

    @Override
    public void prepare() {}

    @Override
    public boolean isSpaceLow() {
      return false;
    }
  }
}
