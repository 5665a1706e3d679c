package io.tollgate.audit.flow;

import io.tollgate.sbe.journal.AgentRegisteredDecoder;
import io.tollgate.sbe.journal.PermissionDefinedDecoder;
import io.tollgate.sbe.journal.PriceSetDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;
import org.jdbi.v3.core.Handle;

/** Names for the numbers in the records: agents, permissions, and the currencies of prices. */
final class NameRows {
  private final List<Named> agents = new ArrayList<>();
  private final List<Named> permissions = new ArrayList<>();
  private final List<Named> prices = new ArrayList<>();

  private record Named(long number, Object name) {}

  void add(final AgentRegisteredDecoder record) {
    final byte[] agentId = new byte[AgentRegisteredDecoder.agentIdLength()];
    record.getAgentId(agentId, 0, agentId.length);
    agents.add(new Named(record.agentIndex(), agentId));
  }

  void add(final PermissionDefinedDecoder record) {
    record.skipActor();
    permissions.add(new Named(record.permission(), record.name()));
  }

  void add(final PriceSetDecoder record) {
    prices.add(new Named(record.priceId(), (short) record.currency()));
  }

  void clear() {
    agents.clear();
    permissions.clear();
    prices.clear();
  }

  void apply(final Handle handle) {
    upsert(handle, agents, "agent", "agent_index", "agent_id");
    upsert(handle, permissions, "permission", "bit", "name");
    upsert(handle, prices, "price", "price_id", "currency");
  }

  private static void upsert(
      final Handle handle,
      final List<Named> names,
      final String table,
      final String number,
      final String name) {
    for (final Named named : names) {
      handle.execute(
          "INSERT INTO audit."
              + table
              + " ("
              + number
              + ", "
              + name
              + ") VALUES (?, ?) ON CONFLICT ("
              + number
              + ") DO UPDATE SET "
              + name
              + " = excluded."
              + name,
          named.number(),
          named.name());
    }
  }

  void loadCurrencies(final Handle handle, final Long2LongHashMap currencies) {
    handle
        .createQuery("SELECT price_id, currency FROM audit.price")
        .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
        .forEach(price -> currencies.put(price[0], price[1]));
  }
}
