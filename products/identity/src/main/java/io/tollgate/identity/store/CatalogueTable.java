package io.tollgate.identity.store;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.identity.domain.Permission;
import io.tollgate.identity.domain.Price;
import io.tollgate.support.Currencies;
import io.tollgate.support.NumberCursor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Permissions and prices. */
public final class CatalogueTable {
  private static final String PRICE_COLUMNS =
      "SELECT price_id, name, resource, currency, nano_per_million, output_nano_per_million FROM identity.price";

  /** Takes down a permission. */
  public void permission(final Handle handle, final Permission permission) {
    handle.execute(
        "INSERT INTO identity.permission VALUES (?, ?, ?, ?) ON CONFLICT (bit) DO UPDATE"
            + " SET minimum_trust = excluded.minimum_trust, position = excluded.position",
        permission.bit(),
        permission.name(),
        permission.minimumTrust().code(),
        permission.position());
  }

  /** All permissions by bit. */
  public List<Permission> permissions(final Handle handle) {
    return handle
        .createQuery(
            "SELECT bit, name, minimum_trust, position FROM identity.permission ORDER BY bit")
        .map(
            (row, context) ->
                new Permission(
                    row.getInt(1), row.getString(2), Trust.ofCode(row.getInt(3)), row.getLong(4)))
        .list();
  }

  /** Takes down a price. */
  public void price(
      final Handle handle, final Price price, final int currency, final long position) {
    handle.execute(
        "INSERT INTO identity.price VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (price_id) DO UPDATE"
            + " SET name = excluded.name, nano_per_million = excluded.nano_per_million,"
            + " output_nano_per_million = excluded.output_nano_per_million, position = excluded.position",
        Integer.toUnsignedLong(price.priceId()),
        price.name(),
        price.resource().code(),
        currency,
        price.nanoPerMillion(),
        price.outputNanoPerMillion(),
        position);
  }

  /** One price. */
  public Optional<Price> price(final Handle handle, final int priceId) {
    return handle
        .createQuery(PRICE_COLUMNS + " WHERE price_id = :priceId")
        .bind("priceId", priceId)
        .map(CatalogueTable::toPrice)
        .findOne();
  }

  /** Prices by ascending number. */
  public Page<Price> prices(final Handle handle, final PageRequest request) {
    return NumberCursor.page(
        handle
            .createQuery(PRICE_COLUMNS + " WHERE price_id > :after ORDER BY price_id LIMIT :limit")
            .bind("after", NumberCursor.of(request, 0))
            .bind("limit", request.limit() + 1)
            .map(CatalogueTable::toPrice)
            .list(),
        request,
        Price::priceId);
  }

  private static Price toPrice(final ResultSet row, final StatementContext context)
      throws SQLException {
    return new Price(
        (int) row.getLong("price_id"),
        row.getString("name"),
        ResourceType.ofCode(row.getInt("resource")),
        Currencies.ofNumber(row.getInt("currency")),
        row.getLong("nano_per_million"),
        row.getLong("output_nano_per_million"));
  }
}
