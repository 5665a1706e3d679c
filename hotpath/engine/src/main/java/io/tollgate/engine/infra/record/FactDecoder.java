package io.tollgate.engine.infra.record;

import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * Reads records as facts and hands them on, in order, to whatever takes facts. One thread;
 * allocates nothing.
 *
 * <p>The journal has verified a record's bytes before they come here; a record that is of another
 * schema or of an unknown kind was written by other software, and stops the reading.
 */
public final class FactDecoder {
  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final DecisionFacts decisions;
  private final CommandFacts commands;

  /**
   * A decoder.
   *
   * @param target takes the facts.
   */
  public FactDecoder(final Recorder target) {
    this.decisions = new DecisionFacts(target);
    this.commands = new CommandFacts(target);
  }

  /**
   * Reads one record.
   *
   * @param buffer that holds it.
   * @param offset of its header.
   * @throws IllegalStateException if this software does not know the record.
   */
  public void onRecord(final DirectBuffer buffer, final int offset) {
    header.wrap(buffer, offset);
    if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID
        || header.version() > MessageHeaderDecoder.SCHEMA_VERSION) {
      throw new IllegalStateException(
          "a record of schema " + header.schemaId() + " version " + header.version());
    }
    if (!decisions.read(buffer, offset, header) && !commands.read(buffer, offset, header)) {
      throw new IllegalStateException("a record of unknown kind " + header.templateId());
    }
  }
}
