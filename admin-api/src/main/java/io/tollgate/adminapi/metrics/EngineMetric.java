package io.tollgate.adminapi.metrics;

/** What the engine counts in the media driver's counters file, and how Prometheus is told of it. */
enum EngineMetric {
  POSITION(10_000, Kind.GAUGE, "journal_position", "Position of the newest record."),
  BATCH_SEQUENCE(10_001, Kind.GAUGE, "journal_batch_sequence", "Sequence of the newest batch."),
  TIME(10_002, Kind.NANOSECONDS, "time_seconds", "The engine's time; stands still when it does."),
  BATCHES(10_003, Kind.COUNTER, "batches", "Batches appended."),
  RECORDS(10_004, Kind.COUNTER, "records", "Records appended."),
  REQUESTS(10_005, Kind.COUNTER, "requests", "Requests answered, whatever the answer."),
  ALLOWED(10_006, Kind.COUNTER, "requests_allowed", "Answers that said ALLOW."),
  DUPLICATES(10_007, Kind.COUNTER, "requests_duplicate", "Requests whose id was decided before."),
  SESSIONS(10_010, Kind.GAUGE, "sessions", "Clients connected."),
  SESSIONS_REFUSED(10_011, Kind.COUNTER, "sessions_refused", "Clients turned away."),
  SESSIONS_STALLED(
      10_012, Kind.COUNTER, "sessions_stalled", "Clients closed for not reading answers."),
  BACK_PRESSURE(10_013, Kind.COUNTER, "back_pressure", "Times an answer channel was full."),
  CYCLES_FULL(10_014, Kind.COUNTER, "cycles_cut_short", "Cycles cut short by full buffers."),
  APPEND_FAILURES(10_020, Kind.COUNTER, "append_failures", "Batches that the journal refused."),
  CYCLES_UNDONE(10_021, Kind.COUNTER, "cycles_undone", "Cycles taken back."),
  UNDO_HIGH_WATER(
      10_022, Kind.GAUGE, "undo_high_water_words", "Most words in the undo log in one cycle."),
  WRITABLE(
      10_023,
      Kind.GAUGE,
      "not_writable_reason_code",
      "Why nothing can be written; 0 while it can."),
  MAX_CYCLE_TIME(10_030, Kind.NANOSECONDS, "longest_cycle_seconds", "The longest duty cycle."),
  CYCLES_STALLED(10_031, Kind.COUNTER, "cycles_stalled", "Duty cycles over the threshold."),
  ERRORS(10_032, Kind.COUNTER, "errors", "Errors in the engine's error log."),
  CLOCK_STEPS_FORWARD(10_033, Kind.COUNTER, "clock_steps_forward", "Wall clock put forward."),
  CLOCK_STEPS_BACK(10_034, Kind.COUNTER, "clock_steps_back", "Wall clock put back."),
  CLOCK_AHEAD(
      10_035, Kind.NANOSECONDS, "clock_ahead_seconds", "Engine time ahead of the wall clock.");

  /** Type id of the refusals: one counter a reason, whose code is the counter's 4-byte key. */
  static final int REFUSALS_TYPE_ID = 10_100;

  /** Type id of the records in the tables: one counter a table, whose number is the key. */
  static final int TABLE_RECORDS_TYPE_ID = 10_101;

  /** Type id of what the tables can hold. */
  static final int TABLE_CAPACITY_TYPE_ID = 10_102;

  private static final String PREFIX = "tollgate_engine_";

  /** What kind of number it is. */
  enum Kind {
    /** Goes up and down, or says a place. */
    GAUGE,
    /** Only goes up while the engine runs. */
    COUNTER,
    /** A gauge that the engine keeps in nanoseconds, and Prometheus in seconds. */
    NANOSECONDS
  }

  private final int typeId;
  private final Kind kind;
  private final String metricName;
  private final String help;

  EngineMetric(final int typeId, final Kind kind, final String suffix, final String help) {
    this.typeId = typeId;
    this.kind = kind;
    this.metricName = PREFIX + suffix;
    this.help = help;
  }

  int typeId() {
    return typeId;
  }

  Kind kind() {
    return kind;
  }

  String metricName() {
    return metricName;
  }

  String help() {
    return help;
  }
}
