package io.tollgate.engine;

/**
 * The engine's counters in the media driver's counters file, where any process on the machine can
 * read them. Type ids from {@link #MIN_TYPE_ID} to {@link #MAX_TYPE_ID} are this registry's.
 */
public enum EngineCounter {
  /** Position of the newest record in the journal. */
  POSITION(10_000, "tollgate: journal position"),
  /** Sequence of the newest batch in the journal. */
  BATCH_SEQUENCE(10_001, "tollgate: journal batch sequence"),
  /** The engine's time, epoch ns; stands still when the engine does. */
  TIME(10_002, "tollgate: engine time (epoch ns)"),
  /** Batches appended since the start. */
  BATCHES(10_003, "tollgate: batches appended"),
  /** Records appended since the start. */
  RECORDS(10_004, "tollgate: records appended"),
  /** Requests answered since the start, whatever the answer. */
  REQUESTS(10_005, "tollgate: requests answered"),
  /** Answers that said ALLOW. */
  ALLOWED(10_006, "tollgate: requests allowed"),
  /** Requests whose id had been decided before. */
  DUPLICATES(10_007, "tollgate: duplicate requests"),
  /** Clients connected now. */
  SESSIONS(10_010, "tollgate: sessions open"),
  /** Clients turned away because {@code maxSessions} were connected. */
  SESSIONS_REFUSED(10_011, "tollgate: sessions refused"),
  /** Clients closed because they did not read their answers. */
  SESSIONS_STALLED(10_012, "tollgate: sessions closed for not reading"),
  /** Times that a client's answer channel was full. */
  BACK_PRESSURE(10_013, "tollgate: answers back-pressured"),
  /** Cycles cut short because the batch, the undo log or the answers were full. */
  CYCLES_FULL(10_014, "tollgate: cycles cut short"),
  /** Batches that the journal refused. */
  APPEND_FAILURES(10_020, "tollgate: journal appends failed"),
  /** Cycles taken back because something threw. */
  CYCLES_UNDONE(10_021, "tollgate: cycles undone"),
  /** Words that the undo log held at the most in one cycle. */
  UNDO_HIGH_WATER(10_022, "tollgate: undo log high-water mark (words)"),
  /** Reason code why nothing can be written now; 0 while the gate is writable. */
  WRITABLE(10_023, "tollgate: reason why not writable"),
  /** The longest duty cycle. */
  MAX_CYCLE_TIME(10_030, "tollgate: longest duty cycle (ns)"),
  /** Duty cycles longer than the threshold. */
  CYCLES_STALLED(10_031, "tollgate: duty cycles over the threshold"),
  /** Errors in the engine's distinct error log. */
  ERRORS(10_032, "tollgate: errors"),
  /** How often the wall clock was found put forward by more than 50 ms. */
  CLOCK_STEPS_FORWARD(10_033, "tollgate: wall clock put forward"),
  /** How often the wall clock was found put back by more than 50 ms. */
  CLOCK_STEPS_BACK(10_034, "tollgate: wall clock put back"),
  /** How far the engine's time is before the wall clock's; it waits for that at half speed. */
  CLOCK_AHEAD(10_035, "tollgate: engine time ahead of the wall clock (ns)");

  /** First type id of the registry. */
  public static final int MIN_TYPE_ID = 10_000;

  /** Type id of the refusals; one counter a reason, whose code is the counter's 4-byte key. */
  public static final int REFUSALS_TYPE_ID = 10_100;

  /** Type id of the records in the tables; one counter a table, whose number is the key. */
  public static final int TABLE_RECORDS_TYPE_ID = 10_101;

  /** Type id of the records that the tables can hold; keys as those of the records. */
  public static final int TABLE_CAPACITY_TYPE_ID = 10_102;

  /** Last type id of the registry. */
  public static final int MAX_TYPE_ID = 10_999;

  private final int typeId;
  private final String label;

  EngineCounter(final int typeId, final String label) {
    this.typeId = typeId;
    this.label = label;
  }

  /** Its type id, by which other processes find it. */
  public int typeId() {
    return typeId;
  }

  /** What people see. */
  public String label() {
    return label;
  }
}
