package io.tollgate.engine.domain.state;

import io.tollgate.engine.domain.catalogue.AgentTable;
import io.tollgate.engine.domain.catalogue.PermissionTable;
import io.tollgate.engine.domain.chain.KeyDerivation;
import io.tollgate.engine.domain.chain.KeyTable;
import io.tollgate.engine.domain.chain.RevokedLinkTable;
import io.tollgate.engine.domain.event.EventTable;
import io.tollgate.engine.domain.event.IdHash;
import io.tollgate.engine.domain.event.ReservationTable;
import io.tollgate.engine.domain.memory.Slab;
import io.tollgate.engine.domain.memory.UndoLog;
import io.tollgate.engine.domain.quota.AllowanceTable;
import io.tollgate.engine.domain.quota.BudgetTable;
import io.tollgate.engine.domain.quota.PriceTable;
import java.util.concurrent.TimeUnit;

/**
 * All tables of the gate, changed only by the {@link FactApplier}. Engine thread only.
 *
 * <p>A state that was opened over memory of an earlier life may hold an open undo log: see {@link
 * #undo()}, then {@link #reindex()} before anything else.
 */
public final class GateState {
  /** More words than a decision, a bulk of 64 checks or a command changes. */
  private static final int MOST_WORDS = 160;

  private final Slab[] slabs = new Slab[Table.values().length];
  private final GateSettings settings;
  private final UndoLog undo;
  private final StateHeader header;
  private final AgentTable agents;
  private final KeyTable keys;
  private final PermissionTable permissions;
  private final AllowanceTable allowances;
  private final BudgetTable budgets;
  private final PriceTable prices;
  private final IdHash idHash;
  private final ReservationTable reservations;
  private final EventTable events;
  private final RevokedLinkTable revokedLinks;

  /**
   * Opens a state.
   *
   * @param capacities of the tables.
   * @param settings of the rules.
   * @param memory that they live in.
   * @param derivation of the tenants' keys.
   * @param filterKey secret, for all that looks ids up which callers chose; need not last.
   */
  public GateState(
      final Capacities capacities,
      final GateSettings settings,
      final StateMemory memory,
      final KeyDerivation derivation,
      final long filterKey) {
    this.settings = settings;
    this.undo = new UndoLog(memory.undoMemory());
    for (final Table table : Table.values()) {
      final int capacity = table.capacity(capacities);
      slabs[table.number()] =
          new Slab(
              table.number(), table.recordLength(), capacity, memory.pages(table, capacity), undo);
    }
    header = new StateHeader(slab(Table.HEADER));
    agents = new AgentTable(slab(Table.AGENTS));
    keys = new KeyTable(slab(Table.KEYS), derivation);
    permissions = new PermissionTable(slab(Table.PERMISSIONS));
    allowances = new AllowanceTable(slab(Table.ALLOWANCES), agents);
    budgets = new BudgetTable(slab(Table.BUDGETS), agents);
    prices = new PriceTable(slab(Table.PRICES));
    idHash = new IdHash(filterKey);
    reservations = new ReservationTable(slab(Table.RESERVATIONS), settings.eventKeepNs(), idHash);
    events =
        new EventTable(slab(Table.EVENTS), settings.eventKeepNs(), idHash, capacities.agents());
    revokedLinks =
        new RevokedLinkTable(
            slab(Table.REVOKED_LINKS), TimeUnit.SECONDS.toNanos(settings.maxLinkLifetimeSeconds()));
    reindex();
  }

  private Slab slab(final Table table) {
    return slabs[table.number()];
  }

  /** How many records a table holds that {@link Table#isCounted()}. */
  public int records(final Table table) {
    return switch (table) {
      case AGENTS -> agents.size();
      case KEYS -> keys.size();
      case ALLOWANCES -> allowances.size();
      case BUDGETS -> budgets.size();
      case PRICES -> prices.size();
      case RESERVATIONS -> reservations.size();
      case EVENTS -> events.size();
      case REVOKED_LINKS -> revokedLinks.size();
      case HEADER, PERMISSIONS -> throw new IllegalArgumentException(table + " is not counted");
    };
  }

  /** Works out anew what is derived from the tables: indexes, sizes, keys. */
  public void reindex() {
    agents.reindex();
    keys.reindex();
    allowances.reindex();
    budgets.reindex();
    prices.reindex();
    reservations.reindex();
    events.reindex(header.oldestEvent(), header.nextEvent());
    revokedLinks.reindex();
  }

  /**
   * Whether the open batch has room for another decision, a bulk of checks or a command: none
   * changes more words than that.
   */
  public boolean hasRoomForDecision() {
    return undo.remaining() >= MOST_WORDS;
  }

  /** Takes the open batch back, in this life or from the one before. */
  public void rollback() {
    undo.rollback(slabs);
    reindex();
  }

  public UndoLog undo() {
    return undo;
  }

  public GateSettings settings() {
    return settings;
  }

  public StateHeader header() {
    return header;
  }

  public AgentTable agents() {
    return agents;
  }

  public KeyTable keys() {
    return keys;
  }

  public PermissionTable permissions() {
    return permissions;
  }

  public AllowanceTable allowances() {
    return allowances;
  }

  public BudgetTable budgets() {
    return budgets;
  }

  public PriceTable prices() {
    return prices;
  }

  /** The hash by which ids that callers choose are looked up. */
  public IdHash idHash() {
    return idHash;
  }

  public ReservationTable reservations() {
    return reservations;
  }

  public EventTable events() {
    return events;
  }

  public RevokedLinkTable revokedLinks() {
    return revokedLinks;
  }
}
