package io.tollgate.support;

import java.util.List;
import java.util.Optional;

/**
 * A part of a longer list.
 *
 * @param items in the order of the list.
 * @param nextCursor where the list goes on; empty at its end.
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {
  /** Keeps a copy of the items. */
  public Page {
    items = List.copyOf(items);
  }
}
