package io.tollgate.support.consumer;

import io.tollgate.journal.JournalException;
import io.tollgate.journal.JournalReader;
import java.util.List;
import java.util.Optional;
import org.agrona.DirectBuffer;

/**
 * What is made of the journal, and where it is kept together with how far it came. Called by its
 * {@link JournalFollower}'s thread only.
 */
public interface FollowerStore extends AutoCloseable {
  /**
   * Opens what is not open, and forgets what was staged and would come again. Called before the
   * first record, and whenever something failed.
   *
   * @return how far it came; several where it is kept in parts that need not have come equally far.
   *     Records after the least of them come again; a part passes over those that it has.
   */
  List<JournalMark> resume();

  /**
   * Takes in a record.
   *
   * @param position of the record; every record comes, one after the other.
   * @param timeNs the engine's time, nanoseconds since the epoch.
   * @param recordCrc as {@link JournalMark#recordCrc}.
   * @param buffer holds the message until this returns.
   * @param offset of the message's SBE header.
   * @param length of the message with its header, bytes.
   */
  void stage(
      long position, long timeNs, long recordCrc, DirectBuffer buffer, int offset, int length);

  /**
   * Keeps what was staged, or waits for more. Also called when nothing comes, and while the journal
   * cannot be read.
   *
   * @param reached the last record that was staged.
   * @return the position up to which all is kept.
   */
  long keep(JournalMark reached);

  /**
   * The journal no longer has records that never came here. Notes that durably, so that it goes on
   * behind them, or throws the cause.
   *
   * @param firstThere the first position that the journal still has.
   */
  void onRemoved(long firstThere, JournalException cause);

  /**
   * The journal is not the one that it was made from.
   *
   * @return how far it came after somebody allowed it to go on; empty where nobody did.
   */
  Optional<List<JournalMark>> onBehind(JournalReader journal);

  /** What to do where the journal is not the one that it was made from; part of a sentence. */
  String remedy();

  /** Lets go of all that is open, after it failed. What was staged comes again. */
  void abandon();

  /** Keeps what was staged, and lets go of all that is open. */
  @Override
  void close();
}
