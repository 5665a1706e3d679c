package io.tollgate.client;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.sbe.gate.AnswerEncoder;
import io.tollgate.sbe.gate.MessageHeaderDecoder;
import io.tollgate.sbe.gate.MessageHeaderEncoder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.collections.MutableLong;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;

/** A real media driver and, behind real response channels, a gate that does as a test says. */
final class ScriptedGate implements Agent, AutoCloseable {
  private static final AtomicLong COUNT = new AtomicLong();
  private static final int BUFFER_LENGTH = 8192;

  /** What the gate does with a request. */
  @FunctionalInterface
  interface Script {
    void onRequest(Request request, Answers answers);
  }

  /** A request as it came. */
  record Request(int templateId, long correlationId, UnsafeBuffer buffer, int length) {}

  private final MediaDriver driver;
  private final Aeron aeron;
  private final Subscription subscription;
  private final AgentRunner runner;
  private final Map<Image, ExclusivePublication> clients = new HashMap<>();
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private volatile Script script;
  private volatile boolean isDeaf;

  private ScriptedGate(final Path directory, final Script script) {
    this.script = script;
    this.driver =
        MediaDriver.launch(
            new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new SleepingMillisIdleStrategy(1))
                .termBufferSparseFile(true)
                .ipcTermBufferLength(1024 * 1024)
                .initialWindowLength(64 * 1024)
                .publicationLingerTimeoutNs(TimeUnit.MILLISECONDS.toNanos(100))
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true));
    this.aeron = TestAeron.connect(directory);
    this.subscription =
        aeron.addSubscription(GateChannels.IPC_CHANNEL, GateChannels.REQUEST_STREAM_ID);
    this.runner =
        new AgentRunner(YieldingIdleStrategy.INSTANCE, Throwable::printStackTrace, null, this);
    AgentRunner.startOnThread(runner);
  }

  static Path newDirectory() {
    return Path.of(
        "/dev/shm",
        "tollgate-client-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
  }

  static ScriptedGate launch(final Path directory, final Script script) {
    return new ScriptedGate(directory, script);
  }

  /** A gate that allows everything. */
  static ScriptedGate launch(final Path directory) {
    final MutableLong position = new MutableLong();
    return launch(
        directory,
        (request, answers) ->
            answers.answer(
                request, Reason.OK, answer -> answer.position(position.incrementAndGet())));
  }

  void script(final Script newScript) {
    script = newScript;
  }

  /** Whether the gate takes no requests. */
  void deaf(final boolean value) {
    isDeaf = value;
  }

  /** The next request that came, in order. */
  Request takeRequest() throws InterruptedException {
    final Request request = requests.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  int requestCount() {
    return requests.size();
  }

  @Override
  public int doWork() {
    int work = 0;
    for (int i = 0; i < subscription.imageCount(); i++) {
      final Image image = subscription.imageAtIndex(i);
      final ExclusivePublication publication = clients.computeIfAbsent(image, this::meet);
      if (!isDeaf && publication.isConnected()) {
        work +=
            image.poll(
                (buffer, offset, length, frame) -> take(publication, buffer, offset, length), 64);
      }
    }
    clients.keySet().removeIf(image -> image.isClosed() && closed(image));
    return work;
  }

  private boolean closed(final Image image) {
    clients.get(image).close();
    return true;
  }

  private ExclusivePublication meet(final Image image) {
    final ChannelUri uri = ChannelUri.parse(GateChannels.IPC_CHANNEL);
    uri.put(CommonContext.MDC_CONTROL_MODE_PARAM_NAME, CommonContext.CONTROL_MODE_RESPONSE);
    uri.put(CommonContext.RESPONSE_CORRELATION_ID_PARAM_NAME, Long.toString(image.correlationId()));
    return aeron.addExclusivePublication(uri.toString(), GateChannels.RESPONSE_STREAM_ID);
  }

  private void take(
      final ExclusivePublication publication,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
    copy.putBytes(0, buffer, offset, length);
    header.wrap(copy, 0);
    final Request request =
        new Request(
            header.templateId(), copy.getLong(MessageHeaderDecoder.ENCODED_LENGTH), copy, length);
    requests.add(request);
    script.onRequest(request, new Answers(publication));
  }

  @Override
  public String roleName() {
    return "scripted-gate";
  }

  @Override
  public void close() {
    CloseHelper.closeAll(runner, aeron, driver);
  }

  /** Sends answers to one client. */
  static final class Answers {
    private final ExclusivePublication publication;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BUFFER_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    private Answers(final ExclusivePublication publication) {
      this.publication = publication;
    }

    /** A plain answer that says nothing but a reason, and what the test adds. */
    void answer(final Request to, final Reason reason, final Consumer<AnswerEncoder> more) {
      final AnswerEncoder answer = new AnswerEncoder();
      answer
          .wrapAndApplyHeader(buffer, 0, header)
          .correlationId(to.correlationId())
          .position(0)
          .remaining(GateAnswer.UNLIMITED)
          .fitting(GateAnswer.NONE)
          .costNano(0)
          .budgetRemainingNano(GateAnswer.UNLIMITED)
          .expiresAtNs(0)
          .decision((short) (reason == Reason.OK ? 1 : 0))
          .reason((short) reason.code())
          .failingHop((byte) GateAnswer.NONE)
          .duplicate((short) 0);
      more.accept(answer);
      send(MessageHeaderEncoder.ENCODED_LENGTH + answer.encodedLength());
    }

    void answer(final Request to, final Reason reason) {
      answer(to, reason, answer -> {});
    }

    MessageHeaderEncoder header() {
      return header;
    }

    UnsafeBuffer buffer() {
      return buffer;
    }

    /** Sends the first bytes of the buffer. */
    void send(final int length) {
      while (publication.offer(buffer, 0, length) < 0 && publication.isConnected()) {
        Thread.onSpinWait();
      }
    }
  }
}
