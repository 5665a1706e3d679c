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

/** The tables of the state. The ordinal is the table's number in the undo log. */
public enum Table {
  HEADER("header", StateHeader.RECORD_LENGTH),
  AGENTS("agents", AgentTable.RECORD_LENGTH),
  KEYS("keys", KeyTable.RECORD_LENGTH),
  PERMISSIONS("permissions", PermissionTable.RECORD_LENGTH),
  ALLOWANCES("allowances", AllowanceTable.RECORD_LENGTH),
  BUDGETS("budgets", BudgetTable.RECORD_LENGTH),
  PRICES("prices", PriceTable.RECORD_LENGTH),
  RESERVATIONS("reservations", ReservationTable.RECORD_LENGTH),
  EVENTS("events", EventTable.RECORD_LENGTH),
  REVOKED_LINKS("revoked-links", RevokedLinkTable.RECORD_LENGTH);

  private final String fileName;
  private final int recordLength;

  Table(final String fileName, final int recordLength) {
    this.fileName = fileName;
    this.recordLength = recordLength;
  }

  /** Name that is fit for a file, without a suffix. */
  public String fileName() {
    return fileName;
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
    switch (this) {
      case HEADER:
        return 1;
      case AGENTS:
        return capacities.agents();
      case KEYS:
        return capacities.keys();
      case PERMISSIONS:
        return PermissionTable.CAPACITY;
      case ALLOWANCES:
        return capacities.allowances();
      case BUDGETS:
        return capacities.budgets();
      case PRICES:
        return capacities.prices();
      case RESERVATIONS:
        return capacities.reservations();
      case EVENTS:
        return capacities.events();
      case REVOKED_LINKS:
        return capacities.revokedLinks();
      default:
        throw new AssertionError(this);
    }
  }
}
