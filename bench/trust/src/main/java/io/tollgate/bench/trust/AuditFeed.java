package io.tollgate.bench.trust;

import io.tollgate.journal.JournalAppender;
import io.tollgate.journal.JournalBatch;
import io.tollgate.journal.JournalContext;
import io.tollgate.sbe.journal.AgentRegisteredEncoder;
import io.tollgate.sbe.journal.CheckedEncoder;
import io.tollgate.sbe.journal.ConsumedEncoder;
import io.tollgate.sbe.journal.MessageHeaderEncoder;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A journal as the engine writes it, of 60 % checks and 40 % uses, 64 records a batch. For one
 * thread.
 */
final class AuditFeed implements AutoCloseable {
  static final String MIX = "60 % checks and 40 % uses";

  private static final int BATCH = 64;
  private static final int BATCH_BYTES = 64 * 1024;
  private static final int USES_OF_5 = 2;
  private static final int AGENT = 5;

  private final JournalBatch batch = new JournalBatch(BATCH_BYTES);
  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final CheckedEncoder checked = new CheckedEncoder();
  private final ConsumedEncoder consumed = new ConsumedEncoder();
  private final JournalAppender appender;
  private long written;

  AuditFeed(final Path directory) {
    appender = JournalAppender.open(new JournalContext().directory(directory));
    begin();
    final AgentRegisteredEncoder registered = new AgentRegisteredEncoder();
    registered
        .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
        .putAgentId(new byte[32], 0, 32)
        .putPublicKey(new byte[32], 0, 32)
        .agentIndex(AGENT)
        .tenantId(1)
        .actorIndex(AGENT)
        .trust((short) 1)
        .tier((short) 1)
        .actor("bench")
        .name("an agent");
    end(registered.encodedLength());
    appender.append(batch);
  }

  private void begin() {
    final Instant now = Instant.now();
    batch.begin(
        appender.lastBatchSequence() + 1,
        appender.lastPosition() + 1,
        Math.max(appender.lastTimeNs(), now.getEpochSecond() * 1_000_000_000L + now.getNano()));
  }

  private void end(final int encodedLength) {
    batch.endFrame(MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
  }

  /** Appends a batch; returns the position of its last record. */
  long append() {
    begin();
    for (int i = 0; i < BATCH; i++) {
      record();
    }
    appender.append(batch);
    return appender.lastPosition();
  }

  /** Appends one record; returns its position. */
  long appendOne() {
    begin();
    record();
    appender.append(batch);
    return appender.lastPosition();
  }

  private void record() {
    if (written++ % AGENT < USES_OF_5) {
      consumed
          .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
          .agentIndex(AGENT)
          .priceId(0)
          .permission((short) 16)
          .resource((short) 1)
          .levelsCount(0);
      end(consumed.encodedLength());
    } else {
      checked
          .wrapAndApplyHeader(batch.buffer(), batch.nextFrameOffset(), header)
          .scopeHash(0)
          .linkId(1)
          .countAfter(written)
          .agentIndex(AGENT)
          .permission((short) 17)
          .reason((short) 0)
          .failingHop((byte) -1);
      end(checked.encodedLength());
    }
  }

  long position() {
    return appender.lastPosition();
  }

  @Override
  public void close() {
    appender.close();
  }
}
