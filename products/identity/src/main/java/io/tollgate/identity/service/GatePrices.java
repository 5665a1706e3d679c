package io.tollgate.identity.service;

import io.tollgate.client.GateCommand;
import io.tollgate.identity.Prices;
import io.tollgate.identity.domain.Price;
import io.tollgate.identity.store.CatalogueTable;
import io.tollgate.support.Actor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;

/** The price list. */
final class GatePrices implements Prices {
  private final IdentityParts parts;
  private final CatalogueTable table = new CatalogueTable();

  GatePrices(final IdentityParts parts) {
    this.parts = parts;
  }

  @Override
  public Positioned<Page<Price>> list(final PageRequest page, final long atLeastPosition) {
    return parts.readModel().read(atLeastPosition, handle -> table.prices(handle, page));
  }

  @Override
  public Positioned<Price> get(final int priceId, final long atLeastPosition) {
    return parts.require("price", priceId, atLeastPosition, handle -> table.price(handle, priceId));
  }

  @Override
  public Positioned<Price> set(final Price price, final Actor actor) {
    final GateCommand command =
        new GateCommand.SetPrice(
            price.priceId(),
            price.resource(),
            price.nanoPerMillion(),
            price.outputNanoPerMillion(),
            price.currency().getNumericCode(),
            price.name());
    return new Positioned<>(price, parts.gate().give(command, actor));
  }
}
