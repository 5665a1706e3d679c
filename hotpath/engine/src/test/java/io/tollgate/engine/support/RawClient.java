package io.tollgate.engine.support;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.tollgate.engine.EmbeddedEngine;
import io.tollgate.engine.EngineContext;
import io.tollgate.engine.GateMediaDriver;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.sbe.gate.AddKeyEncoder;
import io.tollgate.sbe.gate.AnswerDecoder;
import io.tollgate.sbe.gate.CheckEncoder;
import io.tollgate.sbe.gate.CommitEncoder;
import io.tollgate.sbe.gate.ConsumeEncoder;
import io.tollgate.sbe.gate.DefinePermissionEncoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import io.tollgate.sbe.gate.MessageHeaderEncoder;
import io.tollgate.sbe.gate.RegisterAgentEncoder;
import io.tollgate.sbe.gate.ReserveEncoder;
import io.tollgate.sbe.gate.RevokeLinkEncoder;
import io.tollgate.sbe.gate.SetBudgetEncoder;
import io.tollgate.sbe.gate.SetPriceEncoder;
import io.tollgate.sbe.gate.SetQuotaEncoder;
import io.tollgate.sbe.gate.StatusQueryEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;

/** The smallest client: bytes out, bytes in, one thread. */
public final class RawClient implements AutoCloseable {
  private static final long TIMEOUT_NS = 10_000_000_000L;

  private final Aeron aeron;
  private final Runnable engineTurn;
  private final Subscription responses;
  private final ExclusivePublication requests;
  private final FragmentHandler handler = this::onAnswer;
  private final Messages messages = new Messages();
  private final AnswerDecoder answer = new AnswerDecoder();
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final UnsafeBuffer lastAnswer = new UnsafeBuffer(new byte[8192]);
  private Consumer<AnswerDecoder> listener;
  private long answers;

  /** A client of an engine that has its own threads, in any process. */
  public RawClient(final Path aeronDirectory) {
    this(new Aeron.Context().aeronDirectoryName(aeronDirectory.toString()), () -> {});
  }

  /** A client of an engine in lock-step, which it drives. */
  public RawClient(final EmbeddedEngine engine) {
    this(
        new Aeron.Context()
            .aeronDirectoryName(engine.aeronDirectory().toString())
            .driverAgentInvoker(engine.driver().sharedAgentInvoker()),
        engine::invoke);
  }

  private RawClient(final Aeron.Context context, final Runnable newEngineTurn) {
    engineTurn = newEngineTurn;
    aeron = Aeron.connect(context.useConductorAgentInvoker(true));
    final String channel = GateMediaDriver.ipcChannel();
    responses =
        aeron.addSubscription(channel + "|control-mode=response", EngineContext.RESPONSE_STREAM_ID);
    requests =
        aeron.addExclusivePublication(
            channel + "|response-correlation-id=" + responses.registrationId(),
            EngineContext.REQUEST_STREAM_ID);
    await(() -> requests.isConnected() && responses.isConnected());
  }

  /** Something that becomes true. */
  public interface Condition {
    boolean holds();
  }

  /** Runs the client until something holds. */
  public void await(final Condition condition) {
    final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
    while (!condition.holds()) {
      poll();
      YieldingIdleStrategy.INSTANCE.idle();
      if (System.nanoTime() - deadlineNs > 0) {
        throw new AssertionError("it did not happen within 10 s");
      }
    }
  }

  public int poll() {
    engineTurn.run();
    aeron.conductorAgentInvoker().invoke();
    return responses.poll(handler, 64);
  }

  private void onAnswer(
      final DirectBuffer buffer, final int offset, final int length, final Header frame) {
    lastAnswer.putBytes(0, buffer, offset, length);
    answers++;
    if (listener != null) {
      listener.accept(answer.wrapAndApplyHeader(lastAnswer, 0, header));
    }
  }

  /** Sends a message and waits for the next answer. */
  public MutableDirectBuffer ask(final DirectBuffer buffer, final int length) {
    final long before = answers;
    await(() -> requests.offer(buffer, 0, length) > 0);
    await(() -> answers > before);
    return lastAnswer;
  }

  /** Sends a message, if there is room. */
  public boolean offer(final DirectBuffer buffer, final int length) {
    return requests.offer(buffer, 0, length) > 0;
  }

  /** Is given every Answer as it comes; the same object each time. */
  public void listener(final Consumer<AnswerDecoder> newListener) {
    listener = newListener;
  }

  /** How many answers came. */
  public long answers() {
    return answers;
  }

  public ExclusivePublication requests() {
    return requests;
  }

  /** Sends what the messages hold and gives the Answer. */
  public AnswerDecoder askFor(final int length) {
    ask(messages.buffer(), length);
    return answer.wrapAndApplyHeader(lastAnswer, 0, header);
  }

  public static Reason reasonOf(final AnswerDecoder answer) {
    return Reason.ofCode(answer.reason());
  }

  public Messages messages() {
    return messages;
  }

  @Override
  public void close() {
    aeron.close();
  }

  /** Encodes messages into a buffer of its own. */
  public static final class Messages {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[16 * 1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CheckEncoder check = new CheckEncoder();
    private final ConsumeEncoder consume = new ConsumeEncoder();
    private final ReserveEncoder reserve = new ReserveEncoder();
    private final CommitEncoder commit = new CommitEncoder();

    public UnsafeBuffer buffer() {
      return buffer;
    }

    public int status(final long correlationId) {
      new StatusQueryEncoder().wrapAndApplyHeader(buffer, 0, header).correlationId(correlationId);
      return MessageHeaderEncoder.ENCODED_LENGTH + StatusQueryEncoder.BLOCK_LENGTH;
    }

    public int check(final long correlationId, final Chain chain, final int permission) {
      check
          .wrapAndApplyHeader(buffer, 0, header)
          .correlationId(correlationId)
          .scopeHash(0)
          .permission((short) permission)
          .putChain(chain.buffer(), 0, chain.length());
      return MessageHeaderEncoder.ENCODED_LENGTH + check.encodedLength();
    }

    public int consume(
        final long correlationId,
        final Chain chain,
        final long id,
        final long amount,
        final int priceId) {
      consume
          .wrapAndApplyHeader(buffer, 0, header)
          .correlationId(correlationId)
          .eventIdHigh(1)
          .eventIdLow(id)
          .scopeHash(0)
          .amount(amount)
          .outputAmount(0)
          .priceId(priceId)
          .permission((short) 16)
          .resource((short) 1)
          .putChain(chain.buffer(), 0, chain.length());
      return MessageHeaderEncoder.ENCODED_LENGTH + consume.encodedLength();
    }

    public int reserve(
        final long correlationId,
        final Chain chain,
        final long id,
        final long amount,
        final int priceId,
        final long lifetimeNs) {
      reserve
          .wrapAndApplyHeader(buffer, 0, header)
          .correlationId(correlationId)
          .reservationIdHigh(2)
          .reservationIdLow(id)
          .scopeHash(0)
          .amount(amount)
          .outputAmount(0)
          .lifetimeNs(lifetimeNs)
          .priceId(priceId)
          .permission((short) 16)
          .resource((short) 1)
          .putChain(chain.buffer(), 0, chain.length());
      return MessageHeaderEncoder.ENCODED_LENGTH + reserve.encodedLength();
    }

    public int commit(
        final long correlationId, final Chain chain, final long id, final long amount) {
      commit
          .wrapAndApplyHeader(buffer, 0, header)
          .correlationId(correlationId)
          .reservationIdHigh(2)
          .reservationIdLow(id)
          .amount(amount)
          .outputAmount(0)
          .putChain(chain.buffer(), 0, chain.length());
      return MessageHeaderEncoder.ENCODED_LENGTH + commit.encodedLength();
    }

    public int registerAgent(
        final long correlationId,
        final Chain chain,
        final byte[] publicKey,
        final int tenantId,
        final String name) {
      final RegisterAgentEncoder encoder = new RegisterAgentEncoder();
      encoder
          .wrapAndApplyHeader(buffer, 0, header)
          .correlationId(correlationId)
          .putPublicKey(publicKey, 0, publicKey.length)
          .tenantId(tenantId)
          .trust((short) 1)
          .tier((short) 1)
          .putChain(chain.buffer(), 0, chain.length())
          .actor("test")
          .name(name);
      return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    public int definePermission(
        final long correlationId, final Chain chain, final int bit, final String name) {
      final DefinePermissionEncoder encoder = new DefinePermissionEncoder();
      encoder
          .wrapAndApplyHeader(buffer, 0, header)
          .correlationId(correlationId)
          .permission((short) bit)
          .minimumTrust((short) 0)
          .putChain(chain.buffer(), 0, chain.length())
          .actor("test")
          .name(name);
      return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    public int addKey(
        final long correlationId,
        final Chain chain,
        final int keyId,
        final int tenantId,
        final byte[] salt) {
      final AddKeyEncoder encoder = new AddKeyEncoder();
      encoder
          .wrapAndApplyHeader(buffer, 0, header)
          .correlationId(correlationId)
          .keyId(keyId)
          .tenantId(tenantId)
          .putSalt(salt, 0, salt.length)
          .putChain(chain.buffer(), 0, chain.length())
          .actor("test");
      return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    public int revokeLink(
        final long correlationId, final Chain chain, final long linkId, final byte[] agentId) {
      final RevokeLinkEncoder encoder = new RevokeLinkEncoder();
      encoder
          .wrapAndApplyHeader(buffer, 0, header)
          .correlationId(correlationId)
          .linkId(linkId)
          .putAgentId(agentId, 0, agentId.length)
          .putChain(chain.buffer(), 0, chain.length())
          .actor("test");
      return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    public int setQuota(
        final long correlationId, final Chain chain, final byte[] agentId, final long hourLimit) {
      final SetQuotaEncoder encoder = new SetQuotaEncoder();
      encoder
          .wrapAndApplyHeader(buffer, 0, header)
          .correlationId(correlationId)
          .expectedVersion(-1)
          .putAgentId(agentId, 0, agentId.length)
          .hourLimit(hourLimit)
          .dayLimit(-1)
          .monthLimit(-1)
          .concurrentLimit(-1)
          .resource((short) 1)
          .putChain(chain.buffer(), 0, chain.length())
          .actor("test");
      return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    public int setBudget(
        final long correlationId, final Chain chain, final byte[] agentId, final long limitNano) {
      final SetBudgetEncoder encoder = new SetBudgetEncoder();
      encoder
          .wrapAndApplyHeader(buffer, 0, header)
          .correlationId(correlationId)
          .expectedVersion(-1)
          .putAgentId(agentId, 0, agentId.length)
          .limitNano(limitNano)
          .currency(840)
          .period((short) 0)
          .putChain(chain.buffer(), 0, chain.length())
          .actor("test");
      return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    public int setPrice(
        final long correlationId, final Chain chain, final int priceId, final long nanoPerMillion) {
      final SetPriceEncoder encoder = new SetPriceEncoder();
      final byte[] name = "price".getBytes(StandardCharsets.US_ASCII);
      encoder
          .wrapAndApplyHeader(buffer, 0, header)
          .correlationId(correlationId)
          .nanoPerMillion(nanoPerMillion)
          .outputNanoPerMillion(nanoPerMillion)
          .priceId(priceId)
          .currency(840)
          .resource((short) 1)
          .putChain(chain.buffer(), 0, chain.length())
          .actor("test")
          .putName(name, 0, name.length);
      return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
  }
}
