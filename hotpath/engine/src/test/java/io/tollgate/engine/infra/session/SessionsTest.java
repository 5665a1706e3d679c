package io.tollgate.engine.infra.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.tollgate.engine.EngineCounter;
import io.tollgate.engine.EngineCounters;
import io.tollgate.engine.GateMediaDriver;
import io.tollgate.engine.infra.cycle.AnswerChannel;
import io.tollgate.engine.infra.cycle.RequestHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real Aeron, all agents in one thread, a handler that echoes. */
class SessionsTest {
  private static final String REQUESTS = "aeron:ipc?term-length=64k|mtu=8k";
  private static final long STALL_TIMEOUT_NS = 1_000;

  private final MediaDriver driver = driver();
  private final Aeron server = connect();
  private final EngineCounters counters = EngineCounters.inDriver(server);
  private final SessionAcceptor acceptor =
      new SessionAcceptor(
          server,
          new SessionSettings(REQUESTS, 11, REQUESTS, 12, 2, 8, STALL_TIMEOUT_NS),
          new Echo(),
          counters,
          error -> fail(error));
  private long nowNs = 1;

  private static MediaDriver driver() {
    final String directory = "/dev/shm/tollgate-test-" + UUID.randomUUID();
    return MediaDriver.launch(
        GateMediaDriver.context(Path.of(directory)).threadingMode(ThreadingMode.INVOKER));
  }

  private Aeron connect() {
    return Aeron.connect(
        new Aeron.Context()
            .aeronDirectoryName(driver.aeronDirectoryName())
            .useConductorAgentInvoker(true)
            .driverAgentInvoker(driver.sharedAgentInvoker()));
  }

  @AfterEach
  void close() {
    CloseHelper.closeAll(server, driver);
  }

  @Test
  void shouldAnswerEachClientOnItsOwnChannel() {
    try (Client one = new Client();
        Client other = new Client()) {
      runUntil(() -> one.isConnected() && other.isConnected());
      one.ask("one");
      other.ask("other");
      runUntil(() -> one.answers.size() + other.answers.size() == 2);
      assertThat(one.answers).containsExactly("one");
      assertThat(other.answers).containsExactly("other");
      assertThat(counters.get(EngineCounter.SESSIONS).get()).isEqualTo(2);
    }
  }

  @Test
  void shouldForgetClientThatLeft() {
    final Client client = new Client();
    runUntil(client::isConnected);
    client.close();
    runUntil(() -> counters.get(EngineCounter.SESSIONS).get() == 0);
    try (Client next = new Client()) {
      runUntil(next::isConnected);
      next.ask("still there");
      runUntil(() -> next.answers.contains("still there"));
    }
  }

  @Test
  void shouldTurnAwayClientBeyondTheBound() {
    try (Client one = new Client();
        Client other = new Client();
        Client third = new Client()) {
      runUntil(() -> one.isConnected() && other.isConnected());
      runUntil(() -> counters.get(EngineCounter.SESSIONS_REFUSED).get() > 0);
      assertThat(third.requests.isConnected()).isFalse();
      assertThat(counters.get(EngineCounter.SESSIONS).get()).isEqualTo(2);
    }
  }

  @Test
  void shouldServeOthersWhileOneClientDoesNotReadAndCloseItInTheEnd() {
    try (Client slow = new Client();
        Client quick = new Client()) {
      runUntil(() -> slow.isConnected() && quick.isConnected());
      slow.isReading = false;
      while (counters.get(EngineCounter.BACK_PRESSURE).get() == 0) {
        slow.offer("never read");
        run();
      }
      quick.ask("quick");
      runUntil(() -> quick.answers.contains("quick"));
      assertThat(counters.get(EngineCounter.SESSIONS).get()).isEqualTo(2);

      nowNs += 2 * STALL_TIMEOUT_NS;
      runUntil(() -> counters.get(EngineCounter.SESSIONS_STALLED).get() == 1);
      runUntil(() -> !slow.requests.isConnected());
      quick.ask("quick again");
      runUntil(() -> quick.answers.contains("quick again"));
    }
  }

  private void runUntil(final BooleanSupplier condition) {
    final long deadlineNs = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      run();
      if (System.nanoTime() - deadlineNs > 0) {
        fail("it did not happen within 10 s");
      }
    }
  }

  private final List<Client> clients = new ArrayList<>();

  private void run() {
    driver.sharedAgentInvoker().invoke();
    acceptor.doWork();
    acceptor.poller().poll(nowNs);
    clients.forEach(Client::work);
  }

  private final class Client implements AutoCloseable {
    private final Aeron aeron = connect();
    private final Subscription responses =
        aeron.addSubscription(REQUESTS + "|control-mode=response", 12);
    private final ExclusivePublication requests =
        aeron.addExclusivePublication(
            REQUESTS + "|response-correlation-id=" + responses.registrationId(), 11);
    private final List<String> answers = new ArrayList<>();
    private final FragmentHandler handler =
        (buffer, offset, length, header) ->
            answers.add(buffer.getStringWithoutLengthUtf8(offset, length));
    private boolean isReading = true;

    Client() {
      clients.add(this);
    }

    boolean isConnected() {
      return requests.isConnected() && responses.isConnected();
    }

    void ask(final String text) {
      runUntil(() -> offer(text));
    }

    boolean offer(final String text) {
      final UnsafeBuffer buffer = new UnsafeBuffer(new byte[text.length()]);
      buffer.putStringWithoutLengthUtf8(0, text);
      return requests.offer(buffer) > 0;
    }

    void work() {
      aeron.conductorAgentInvoker().invoke();
      if (isReading) {
        responses.poll(handler, 10);
      }
    }

    @Override
    public void close() {
      clients.remove(this);
      aeron.close();
    }
  }

  private static final class Echo implements RequestHandler {
    private final BufferClaim claim = new BufferClaim();

    @Override
    public Outcome onRequest(
        final AnswerChannel answers,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final boolean isWhole) {
      final long result = answers.tryClaim(length, claim);
      if (result > 0) {
        claim.putBytes(buffer, offset, length);
        claim.commit();
        return Outcome.TAKEN;
      }
      return result == io.aeron.Publication.BACK_PRESSURED
          ? Outcome.NO_ROOM_FOR_ANSWER
          : Outcome.CLIENT_GONE;
    }
  }
}
