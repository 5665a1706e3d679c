package io.tollgate.audit.log;

/**
 * What a log admitted of its journal, by a signed record.
 *
 * @param kind what is admitted.
 * @param first journal position.
 * @param last journal position.
 * @param sequence of the record that admits it.
 * @param timeNs of that record, epoch nanoseconds UTC.
 */
public record Admission(Kind kind, long first, long last, long sequence, long timeNs) {
  /** What can be admitted. */
  public enum Kind {
    /** Records that were removed from the journal before they were recorded here. */
    GAP("audit.gap"),
    /** Records that were recorded here, and that the journal lost afterwards. */
    LOST_TAIL("audit.lost-tail");

    private final String eventType;

    Kind(final String eventType) {
      this.eventType = eventType;
    }

    /** The event type of the record that admits it. */
    public String eventType() {
      return eventType;
    }
  }

  /** The positions, as they stand in the record. */
  String range() {
    return first + "-" + last;
  }

  /** The record's metadata. */
  String json() {
    return "{\"first\":" + first + ",\"last\":" + last + "}";
  }
}
