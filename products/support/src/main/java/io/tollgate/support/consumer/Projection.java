package io.tollgate.support.consumer;

import org.agrona.DirectBuffer;
import org.jdbi.v3.core.Handle;

/**
 * What a product makes of the journal. Called by its {@link JournalConsumer}'s thread only: first
 * some records are staged, then all of them are applied in one transaction, together with the
 * consumer's new position.
 */
public interface Projection {
  /**
   * Reads what it keeps in memory, as of the consumer's position. Called before the first record.
   */
  void load(Handle handle);

  /**
   * Takes in a record; no I/O. Records that the product has no use for are passed over.
   *
   * @param position of the record; every record comes, one after the other.
   * @param timeNs the engine's time, nanoseconds since the epoch.
   * @param buffer holds the message until this returns.
   * @param offset of the message's SBE header.
   * @param length of the message with its header, bytes.
   */
  void stage(long position, long timeNs, DirectBuffer buffer, int offset, int length);

  /** Writes what was staged. The transaction's end is the consumer's. */
  void apply(Handle handle);

  /** Forgets what is staged: it was applied and committed, or it will be staged again. */
  void clear();
}
