package io.tollgate.engine;

import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.Sha256;
import io.tollgate.engine.domain.Gate;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.engine.domain.command.Genesis;
import io.tollgate.engine.domain.fact.EngineStarted;
import io.tollgate.engine.domain.state.GateState;
import io.tollgate.engine.infra.record.FactEncoder;
import io.tollgate.engine.infra.recovery.Replay;
import io.tollgate.engine.infra.state.HotState;
import io.tollgate.engine.infra.state.Recovery;
import io.tollgate.journal.JournalAppender;
import io.tollgate.journal.JournalBatch;
import io.tollgate.journal.JournalContext;
import io.tollgate.secrets.SecretException;
import io.tollgate.secrets.SecretStore;
import java.time.Instant;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What decides and remembers, without what listens: secrets, journal, state, gate. Opening it
 * brings the state to where the journal is and writes down that the engine started.
 */
final class EngineParts implements AutoCloseable {
  private static final String SOFTWARE = "tollgate 0.1.0";

  private final JournalAppender journal;
  private final HotState hot;
  private final JournalBatch batch;
  private final Gate gate;
  private final EngineClock clock;
  private final long startedAtNs;

  private EngineParts(
      final JournalAppender journal,
      final HotState hot,
      final EngineContext context,
      final EngineClock clock) {
    this.journal = journal;
    this.hot = hot;
    this.clock = clock;
    this.startedAtNs = clock.nanoTime();
    this.batch = new JournalBatch(Math.min(context.batchLength(), journal.maxBatchBytes()));
    this.gate =
        new Gate(
            hot.state(),
            new FactEncoder(batch),
            HmacSha256.create(),
            Sha256.create(),
            context.linkCacheEntries());
  }

  /**
   * Opens everything.
   *
   * @param context that was concluded.
   * @param data that is locked.
   * @return the parts, with the start in the journal.
   */
  static EngineParts open(final EngineContext context, final DataDirectory data) {
    final JournalAppender journal = JournalAppender.open(journalContext(context, data));
    HotState hot = null;
    try {
      final boolean isFirstStart = journal.lastPosition() == 0;
      final Secrets secrets = new Secrets(storeOf(context, data));
      final byte[] linkKey = secrets.linkKey(isFirstStart);
      hot = openState(context, data, journal, linkKey);
      final EngineClock clock =
          new EngineClock(context.nanoClock(), context.epochClock(), journal.lastTimeNs());
      final EngineParts parts = new EngineParts(journal, hot, context, clock);
      final Ed25519KeyPair operator = secrets.operatorKey(isFirstStart);
      final byte[] operatorId = agentId(operator.publicKey());
      parts.writeStart(isFirstStart, operatorId, operator.publicKey());
      operator.destroy();
      new OperatorChain(data, linkKey)
          .renew(
              operatorId,
              systemSalt(hot.state()),
              Instant.ofEpochMilli(context.epochClock().time()));
      return parts;
    } catch (final SecretException e) {
      CloseHelper.quietCloseAll(hot, journal);
      throw new EngineException(e.getMessage(), e);
    } catch (final RuntimeException e) {
      CloseHelper.quietCloseAll(hot, journal);
      throw e;
    }
  }

  private static SecretStore storeOf(final EngineContext context, final DataDirectory data) {
    return context.secrets() == null ? SecretStore.open(data.secrets()) : context.secrets();
  }

  private static JournalContext journalContext(
      final EngineContext context, final DataDirectory data) {
    return new JournalContext()
        .directory(data.journal())
        .syncPolicy(context.syncPolicy())
        .syncIntervalMs(context.syncIntervalMs())
        .rollCycle(context.rollCycle())
        .minFreeBytes(context.minFreeBytes())
        .usableBytes(context.usableBytes());
  }

  private static HotState openState(
      final EngineContext context,
      final DataDirectory data,
      final JournalAppender journal,
      final byte[] linkKey) {
    final KeyDerivation derivation = new RootKeyDerivation(linkKey, HkdfSha256.create());
    return HotState.open(
        new HotState.Parts(
            data.state(),
            context.capacities(),
            context.settings(),
            derivation,
            new UnsafeBuffer(Secrets.random(Long.BYTES)).getLong(0)),
        new HotState.JournalEnd(journal.lastPosition(), journal.lastBatchSequence()),
        state -> rebuild(state, data, journal.lastPosition()));
  }

  private static void rebuild(
      final GateState state, final DataDirectory data, final long lastPosition) {
    try {
      Replay.run(data.journal(), state, lastPosition);
    } catch (final IllegalStateException e) {
      throw new EngineException(
          "the state cannot be rebuilt from the journal: "
              + e.getMessage()
              + "; where a capacity, or how long ids are kept, was changed to what the journal does"
              + " not fit, set it back or higher: nothing is lost",
          e);
    }
  }

  private void writeStart(
      final boolean isFirstStart, final byte[] operatorId, final byte[] operatorKey) {
    gate.beginBatch(startedAtNs);
    batch.begin(journal.lastBatchSequence() + 1, journal.lastPosition() + 1, gate.timeNs());
    if (isFirstStart) {
      gate.genesis().write(Secrets.random(KeyDerivation.SALT_LENGTH), operatorId, operatorKey);
    }
    final EngineStarted started = new EngineStarted();
    started.startedAtNs = startedAtNs;
    started.recoveryCode = hot.recovery().code();
    started.software.set(SOFTWARE);
    gate.started(started);
    gate.endBatch();
    journal.append(batch);
    gate.commitBatch();
  }

  private static byte[] agentId(final byte[] publicKey) {
    final byte[] id = new byte[Sha256.DIGEST_LENGTH];
    Sha256.create().digest(new UnsafeBuffer(publicKey), 0, publicKey.length, id, 0);
    return id;
  }

  private static byte[] systemSalt(final GateState state) {
    final byte[] salt = new byte[KeyDerivation.SALT_LENGTH];
    state.keys().copySalt(state.keys().find(Genesis.SYSTEM_KEY_ID), new UnsafeBuffer(salt));
    return salt;
  }

  JournalAppender journal() {
    return journal;
  }

  JournalBatch batch() {
    return batch;
  }

  Gate gate() {
    return gate;
  }

  EngineClock clock() {
    return clock;
  }

  long startedAtNs() {
    return startedAtNs;
  }

  Recovery recovery() {
    return hot.recovery();
  }

  /** Closes after a clean end: no batch is open. */
  void closeClean() {
    journal.close();
    hot.closeClean();
  }

  /** Closes as a crash would: the next start recovers. */
  @Override
  public void close() {
    CloseHelper.closeAll(journal, hot);
  }
}
