package io.tollgate.audit;

import java.util.List;

/**
 * What came since.
 *
 * @param items in the order of each log, the oldest first.
 * @param cursor where to go on.
 * @param isMore whether there may be more right now.
 * @param position up to which journal position everything that is indexed was seen.
 */
public record NewRecords(List<FoundRecord> items, String cursor, boolean isMore, long position) {
  /** Keeps a copy of the items. */
  public NewRecords {
    items = List.copyOf(items);
  }
}
