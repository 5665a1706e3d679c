package io.tollgate.journal;

import java.util.List;

/**
 * What a journal holds, by type of record, by day and by roll file. Bytes are those of batches and
 * records, not of the files, which have holes. Damaged batches are left out and counted.
 *
 * @param types by template id
 * @param days by day, UTC
 * @param files oldest first
 * @param problems batches or files that {@link JournalVerifier} would complain about
 */
public record JournalStats(
    List<OfType> types, List<OfDay> days, List<OfFile> files, long problems) {

  /**
   * Records of one type.
   *
   * @param templateId of the schema
   * @param records how many
   * @param bytes of the messages with their headers
   */
  public record OfType(int templateId, long records, long bytes) {}

  /**
   * Batches of one day.
   *
   * @param epochDay days since 1970-01-01, UTC
   * @param batches how many
   * @param records in them
   * @param bytes of the batches
   */
  public record OfDay(long epochDay, long batches, long records, long bytes) {}

  /**
   * Batches of one roll file.
   *
   * @param name of the file
   * @param batches how many
   * @param records in them
   * @param bytes of the batches
   * @param firstPosition of its first record
   * @param lastPosition of its last record
   * @param firstTimeNs of its first batch, epoch nanoseconds UTC
   * @param lastTimeNs of its last batch, epoch nanoseconds UTC
   */
  public record OfFile(
      String name,
      long batches,
      long records,
      long bytes,
      long firstPosition,
      long lastPosition,
      long firstTimeNs,
      long lastTimeNs) {}

  /** Copies the lists. */
  public JournalStats {
    types = List.copyOf(types);
    days = List.copyOf(days);
    files = List.copyOf(files);
  }

  /** All batches. */
  public long batches() {
    return files.stream().mapToLong(OfFile::batches).sum();
  }

  /** All records. */
  public long records() {
    return files.stream().mapToLong(OfFile::records).sum();
  }

  /** Bytes of all batches. */
  public long bytes() {
    return files.stream().mapToLong(OfFile::bytes).sum();
  }
}
