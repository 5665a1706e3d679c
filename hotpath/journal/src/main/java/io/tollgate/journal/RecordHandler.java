package io.tollgate.journal;

import org.agrona.DirectBuffer;

/** Takes records as they are read. */
@FunctionalInterface
public interface RecordHandler {
  /**
   * Called for each record, in journal order, on the reader's thread. Where it throws, the reader
   * stays in front of this record and the exception goes to who polled.
   *
   * @param position of the record
   * @param timeNs the engine's time of it, epoch nanoseconds UTC
   * @param buffer holds the message, until this returns
   * @param offset of the message's SBE header
   * @param length of the message with its header, bytes
   */
  void onRecord(long position, long timeNs, DirectBuffer buffer, int offset, int length);
}
