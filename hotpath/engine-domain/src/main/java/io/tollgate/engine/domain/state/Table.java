package io.tollgate.engine.domain.state;

import io.tollgate.engine.domain.catalogue.AgentTable;
import io.tollgate.engine.domain.catalogue.PermissionTable;
import io.tollgate.engine.domain.chain.KeyTable;
import io.tollgate.engine.domain.chain.RevokedLinkTable;
import io.tollgate.engine.domain.event.EventTable;
import io.tollgate.engine.domain.event.ReservationTable;
import io.tollgate.engine.domain.quota.AllowanceTable;
import io.tollgate.engine.domain.quota.BudgetTable;
import io.tollgate.engine.domain.quota.PriceTable;

/** The tables of the state. */
public enum Table {
  HEADER(0, "header", StateHeader.RECORD_LENGTH),
  AGENTS(1, "agents", AgentTable.RECORD_LENGTH),
  KEYS(2, "keys", KeyTable.RECORD_LENGTH),
  PERMISSIONS(3, "permissions", PermissionTable.RECORD_LENGTH),
  ALLOWANCES(4, "allowances", AllowanceTable.RECORD_LENGTH),
  BUDGETS(5, "budgets", BudgetTable.RECORD_LENGTH),
  PRICES(6, "prices", PriceTable.RECORD_LENGTH),
  RESERVATIONS(7, "reservations", ReservationTable.RECORD_LENGTH),
  EVENTS(8, "events", EventTable.RECORD_LENGTH),
  REVOKED_LINKS(9, "revoked-links", RevokedLinkTable.RECORD_LENGTH);

  private final int number;
  private final String fileName;
  private final int recordLength;

  Table(final int number, final String fileName, final int recordLength) {
    this.number = number;
    this.fileName = fileName;
    this.recordLength = recordLength;
  }

  /** Its number in the undo log, 0 to 127; never given to another table. */
  public int number() {
    return number;
  }

  /** Name that is fit for a file, without a suffix. */
  public String fileName() {
    return fileName;
  }

  /** Whether it grows record by record until it is full, so that people must watch it. */
  public boolean isCounted() {
    return this != HEADER && this != PERMISSIONS;
  }

  /** Bytes a record. */
  public int recordLength() {
    return recordLength;
  }

  /**
   * Records at the most.
   *
   * @param capacities as configured.
   * @return 1 or more.
   */
  public int capacity(final Capacities capacities) {
    return switch (this) {
      case HEADER -> 1;
      case AGENTS -> capacities.agents();
      case KEYS -> capacities.keys();
      case PERMISSIONS -> PermissionTable.CAPACITY;
      case ALLOWANCES -> capacities.allowances();
      case BUDGETS -> capacities.budgets();
      case PRICES -> capacities.prices();
      case RESERVATIONS -> capacities.reservations();
      case EVENTS -> capacities.events();
      case REVOKED_LINKS -> capacities.revokedLinks();
    };
  }
}
