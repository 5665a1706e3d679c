package io.tollgate.audit;

import io.tollgate.audit.event.AuditRefusal;
import io.tollgate.audit.event.CallRefused;
import io.tollgate.audit.event.CallsRefused;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.support.Actor;
import io.tollgate.support.AgentId;
import io.tollgate.support.Positioned;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is done to the logs, and what is given out of them. All of it, and every refusal of it, is
 * journaled before it is answered, and so becomes an audit record itself. Any thread; calls block.
 *
 * <p>Every method that refuses throws a {@link io.tollgate.support.error.RefusedException} with the
 * name of an {@link AuditRefusal}. What was ordered stands where the recorder does not say within
 * bounds that it was carried out ({@link io.tollgate.support.error.StaleReadException}).
 */
public interface AuditCustody {
  /** The most records of one export. */
  long MAX_EXPORTED = 1L << 18;

  /** The most bytes of one export. */
  long MAX_EXPORTED_BYTES = 128L << 20;

  /**
   * Which records are wanted.
   *
   * @param log of which log.
   * @param first sequence of the first one; empty for the oldest, or where {@code since} says.
   * @param last sequence of the last one; empty for the newest.
   * @param since instead of first: not older than this.
   */
  record Range(
      RetentionClass log, Optional<Long> first, Optional<Long> last, Optional<Instant> since) {}

  /**
   * A bundle that was written.
   *
   * @param file that holds it; the caller's to delete.
   * @param first sequence of its first record.
   * @param records how many it has.
   * @param key that signed it.
   * @param position of the journal's record of the export.
   */
  record Bundle(Path file, long first, long records, String key, long position) {}

  /**
   * A legal hold.
   *
   * @param log whose records it keeps.
   * @param name of it.
   * @param from first time it covers.
   * @param to last time it covers.
   */
  record Hold(RetentionClass log, String name, Instant from, Instant to) {}

  /** Writes records as a bundle that proves itself into a file of its own. */
  Bundle export(Range range, Path directory, Actor actor);

  /** All holds in force. */
  List<Hold> holds();

  /** Places a hold; it is in force when this returns. */
  Positioned<Hold> place(Hold hold, Actor actor);

  /** Releases a hold. */
  Positioned<Hold> release(RetentionClass log, String name, Actor actor);

  /**
   * Destroys a person's key, and with it whatever was sealed under it, in all logs.
   *
   * @param subject "actor:" and a token's subject, or "agent:" and an agent's id.
   * @return the id of the key.
   */
  Positioned<String> forget(String subject, Actor actor);

  /**
   * Lets another key sign the logs.
   *
   * @return the new key of the ledger.
   */
  Positioned<String> changeKey(Actor actor);

  /**
   * Writes down that something was refused before it came here.
   *
   * @param subject what was asked for; nothing that was sent.
   * @return position of the record.
   */
  long refused(AuditRefusal refusal, String subject, Actor actor);

  /**
   * Writes down that an API refused what somebody known to it asked for.
   *
   * @param agent whom it was about, where that was said.
   * @return position of the record.
   */
  long refused(CallRefused call, Optional<AgentId> agent, Actor actor);

  /**
   * Writes down what an API refused so often that it was only counted.
   *
   * @return position of the record.
   */
  long refused(CallsRefused calls, Actor actor);
}
