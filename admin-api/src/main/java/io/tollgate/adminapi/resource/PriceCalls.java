package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Members;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.identity.Prices;
import io.tollgate.identity.domain.Price;
import io.tollgate.support.Positioned;
import io.vertx.core.json.JsonObject;

/** The price list. */
public final class PriceCalls {
  private final Prices prices;

  /** Over the service. */
  public PriceCalls(final Prices prices) {
    this.prices = prices;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations.put("listPrices", this::list).put("getPrice", this::get).put("setPrice", this::set);
  }

  private Answer list(final CallRequest request) {
    return Wire.page(prices.list(request.page(), request.atLeastPosition()), PriceCalls::json);
  }

  private Answer get(final CallRequest request) {
    final Positioned<Price> price =
        prices.get(request.pathNumber("priceId"), request.atLeastPosition());
    return Answer.ok(json(price.value())).at(price.position());
  }

  private Answer set(final CallRequest request) {
    final Members body = request.body();
    final Price price =
        new Price(
            request.pathNumber("priceId"),
            body.text("name"),
            Wire.resource(body.text("resource")),
            body.currency("currency"),
            body.money("per_million"),
            body.money("output_per_million"));
    final Positioned<Price> set = prices.set(price, request.actor());
    return Answer.ok(Wire.written(set.position(), "price", json(set.value()))).at(set.position());
  }

  private static JsonObject json(final Price price) {
    return new JsonObject()
        .put("price_id", price.priceId())
        .put("name", price.name())
        .put("resource", Wire.resource(price.resource()))
        .put("currency", price.currency().getCurrencyCode())
        .put("per_million", Wire.money(price.nanoPerMillion()))
        .put("output_per_million", Wire.money(price.outputNanoPerMillion()));
  }
}
