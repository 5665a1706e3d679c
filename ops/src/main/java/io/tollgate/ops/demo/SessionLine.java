package io.tollgate.ops.demo;

import io.aeron.Aeron;
import io.aeron.exceptions.AeronException;
import io.tollgate.client.GateChannels;
import io.tollgate.client.GateLocator;
import io.tollgate.client.GateSession;
import io.tollgate.client.GateUnavailableException;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.sbe.gate.AnswerDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentInvoker;

/** The line over a {@link GateSession}, as any user of the gate has it. For one thread. */
final class SessionLine implements GateLine {

  private static final long ATTEMPT_MS = 1_000;
  private static final long PAUSE_MS = 100;
  private static final long DRIVER_TIMEOUT_MS = 5_000;
  private static final long RESERVATION_LIFETIME_NS = TimeUnit.MINUTES.toNanos(15);
  private static final int ANSWER_LIMIT = 64;
  private static final long NO_SCOPE = 0;

  private final GateLocator locator;
  private final List<Chain> chains;
  private final int permissionBit;
  private final int priceId;
  private final io.tollgate.client.AnswerHandler reader = this::onAnswer;
  private Aeron aeron;
  private GateSession session;
  private AnswerHandler handler;

  /**
   * Makes a line that is not connected.
   *
   * @param locator finds the gate at each attempt
   * @param chains of the agents in the order of the fleet; secrets
   */
  SessionLine(
      final GateLocator locator,
      final List<String> chains,
      final int permissionBit,
      final long priceId) {
    this.locator = locator;
    this.chains = chains.stream().map(Chain::ofText).toList();
    this.permissionBit = permissionBit;
    this.priceId = (int) priceId; // the session takes its 32 bits as unsigned
  }

  @Override
  public boolean reserve(
      final long correlationId,
      final int agent,
      final long idHigh,
      final long idLow,
      final long contextTokens,
      final long outputTokens) {
    return session
        .offerReserve(
            correlationId,
            chains.get(agent),
            idHigh,
            idLow,
            permissionBit,
            NO_SCOPE,
            ResourceType.LLM_TOKENS.code(),
            contextTokens,
            outputTokens,
            priceId,
            RESERVATION_LIFETIME_NS)
        .isSent();
  }

  @Override
  public boolean commit(
      final long correlationId,
      final int agent,
      final long idHigh,
      final long idLow,
      final long contextTokens,
      final long outputTokens) {
    return session
        .offerCommit(correlationId, chains.get(agent), idHigh, idLow, contextTokens, outputTokens)
        .isSent();
  }

  @Override
  public int poll(final AnswerHandler answers) {
    handler = answers;
    final AgentInvoker conductor = aeron.conductorAgentInvoker();
    return conductor.invoke() + session.poll(reader, ANSWER_LIMIT);
  }

  private void onAnswer(final AnswerDecoder answer) {
    handler.onAnswer(answer.correlationId(), Reason.ofCode(answer.reason()));
  }

  @Override
  public boolean isConnected() {
    return session != null && session.isConnected() && !session.isLost() && !aeron.isClosed();
  }

  @Override
  public boolean connect() {
    close();
    final Optional<Path> directory = locator.aeronDirectory();
    if (directory.isPresent() && isDriverActive(directory.get()) && open(directory.get())) {
      return true;
    }
    close();
    pause();
    return false;
  }

  private static boolean isDriverActive(final Path directory) {
    return Aeron.Context.isDriverActive(directory.toFile(), DRIVER_TIMEOUT_MS, message -> {});
  }

  private boolean open(final Path directory) {
    try {
      aeron =
          Aeron.connect(
              new Aeron.Context()
                  .aeronDirectoryName(directory.toString())
                  .clientName("tollgate-demo")
                  .useConductorAgentInvoker(true)
                  .driverTimeoutMs(DRIVER_TIMEOUT_MS)
                  .errorHandler(error -> {}));
      session =
          GateSession.connect(aeron, GateChannels.ipc(), TimeUnit.MILLISECONDS.toNanos(ATTEMPT_MS));
      return true;
    } catch (final AeronException | GateUnavailableException | IllegalStateException e) {
      // The gate is on its way down or up; the next attempt tells.
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    CloseHelper.quietCloseAll(session, aeron);
    session = null;
    aeron = null;
  }
}
