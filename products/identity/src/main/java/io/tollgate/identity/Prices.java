package io.tollgate.identity;

import io.tollgate.identity.domain.Price;
import io.tollgate.support.Actor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;

/** The price list: what a million units cost. */
public interface Prices {
  /** All prices by ascending number. */
  Positioned<Page<Price>> list(PageRequest page, long atLeastPosition);

  /** One price. */
  Positioned<Price> get(int priceId, long atLeastPosition);

  /** Sets a price. Open reservations are settled at the rate at which they were made. */
  Positioned<Price> set(Price price, Actor actor);
}
