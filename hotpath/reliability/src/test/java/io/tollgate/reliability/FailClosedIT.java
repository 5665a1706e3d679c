package io.tollgate.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.Aeron;
import io.aeron.exceptions.AeronException;
import io.tollgate.client.GateAnswer;
import io.tollgate.client.GateChannels;
import io.tollgate.client.GateLocator;
import io.tollgate.client.GateRequest.Check;
import io.tollgate.client.GateSession;
import io.tollgate.client.GateUnavailableException;
import io.tollgate.client.RetryPolicy;
import io.tollgate.client.TollgateClient;
import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.EngineCounter;
import io.tollgate.engine.domain.decision.Reason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * While the engine is down, hangs, starts or replays its journal, nothing is allowed, every refusal
 * has its reason, and the client counts it.
 */
class FailClosedIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final RetryPolicy ONCE = RetryPolicy.once(Duration.ofMillis(300));
  private static final long RECORDS = 5_000;
  private static final long SEED = 1;

  private final Site site = new Site();

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void shouldAllowNothingWithoutAnEngineAndSayWhy() throws Exception {
    try (site) {
      site.startEngine();
      site.settle();
      writeRecords();
      try (TollgateClient client = newClient()) {
        assertThat(client.awaitConnected(LONG)).isTrue();
        assertThat(check(client)).isEqualTo(Reason.OK);

        site.engine().freeze();
        assertThat(check(client)).isEqualTo(Reason.TIMEOUT);
        assertThat(client.statistics().timedOut()).isEqualTo(1);
        site.engine().thaw();
        Awaitility.await().until(() -> check(client) == Reason.OK);

        site.prepareEngine(false);
        site.engine().kill();
        assertSessionsGetNothing();
        assertNothingIsAllowedUntilReplayed(client);
        Awaitility.await().until(() -> check(client) == Reason.OK);
      }
    }
  }

  /** So that a replay has something to do. */
  private void writeRecords() {
    site.fleet().allow(site.operator(), 1L << 40, 1L << 40);
    site.startClient(SEED, 2_000);
    try (EngineCounts counts = new EngineCounts(site.data())) {
      Awaitility.await().atMost(LONG).until(() -> counts.get(EngineCounter.POSITION) > RECORDS);
    }
    site.finish(0);
  }

  private TollgateClient newClient() {
    return TollgateClient.start(
        new TollgateClient.Context()
            .locator(GateLocator.ofDataDirectory(site.data()))
            .retryPolicy(ONCE)
            .errorHandler(error -> {})
            .reconnectIntervalNs(TimeUnit.MILLISECONDS.toNanos(20)));
  }

  private Reason check(final TollgateClient client) {
    final GateAnswer answer = client.call(new Check(site.fleet().chain(0), Fleet.PERMISSION, 0));
    assertThat(answer.allowed()).isEqualTo(answer.reason() == Reason.OK);
    return answer.reason();
  }

  /** The state is thrown away, so that the engine has to replay its whole journal. */
  private void assertNothingIsAllowedUntilReplayed(final TollgateClient client)
      throws InterruptedException {
    IoUtil.delete(site.data().resolve("state").toFile(), false);
    Awaitility.await().atMost(LONG).until(() -> refusalWhileDown(client) == Reason.UNAVAILABLE);
    final Map<Reason, Long> refusals = new EnumMap<>(Reason.class);
    final long refusedBefore = client.statistics().unavailable() + client.statistics().timedOut();
    final CompletableFuture<Void> start = CompletableFuture.runAsync(this::launch);
    while (!start.isDone()) {
      final Reason reason = check(client);
      if (!start.isDone()) {
        refusals.merge(reason, 1L, Long::sum);
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
    start.join();
    // The last one or two may have met the engine, which was ready just before it said so.
    refusals.remove(Reason.OK);
    assertThat(refusals.keySet()).isSubsetOf(Reason.UNAVAILABLE, Reason.TIMEOUT);
    final long refused = refusals.values().stream().mapToLong(Long::longValue).sum();
    assertThat(client.statistics().unavailable() + client.statistics().timedOut() - refusedBefore)
        .isGreaterThanOrEqualTo(refused);
    System.out.println("FailClosedIT: down, starting and replaying: " + refusals);
  }

  /** At first the client still waits for an answer of the engine that was killed. */
  private Reason refusalWhileDown(final TollgateClient client) {
    final Reason reason = check(client);
    assertThat(reason).isIn(Reason.TIMEOUT, Reason.UNAVAILABLE);
    return reason;
  }

  private void launch() {
    site.launchEngine();
    assertThat(site.engine().hear(EngineChild.READY)).isEqualTo("REBUILT");
  }

  private void assertSessionsGetNothing() {
    final String directory = DataDirectory.open(site.data()).defaultAeronDirectory().toString();
    assertThatThrownBy(() -> openSession(directory).close())
        .isInstanceOfAny(GateUnavailableException.class, AeronException.class);
  }

  private static GateSession openSession(final String directory) {
    final Aeron.Context context =
        new Aeron.Context()
            .aeronDirectoryName(directory)
            .driverTimeoutMs(1_000)
            .errorHandler(error -> {});
    try (Aeron aeron = Aeron.connect(context)) {
      return GateSession.connect(aeron, GateChannels.ipc(), TimeUnit.SECONDS.toNanos(1));
    }
  }
}
