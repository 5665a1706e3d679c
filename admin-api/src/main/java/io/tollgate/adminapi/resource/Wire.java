package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.support.NanoMoney;
import io.tollgate.support.Page;
import io.tollgate.support.Positioned;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** How the contract writes values. */
final class Wire {
  private Wire() {}

  static String linkId(final long linkId) {
    return HexFormat.of().toHexDigits(linkId);
  }

  /** The bytes of a scope's hash as SHA-256 gave them; null for no scope. */
  static String scopeHash(final long hash) {
    return hash == 0 ? null : HexFormat.of().toHexDigits(Long.reverseBytes(hash));
  }

  static String money(final long nano) {
    return NanoMoney.toDecimal(nano).toPlainString();
  }

  static String time(final Instant time) {
    return time.toString();
  }

  static String time(final Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }

  static String trust(final Trust trust) {
    return lower(trust);
  }

  static Trust trust(final String text) {
    return Trust.valueOf(upper(text));
  }

  static String tier(final Tier tier) {
    return lower(tier);
  }

  static Tier tier(final String text) {
    return Tier.valueOf(upper(text));
  }

  static String period(final BudgetPeriod period) {
    return lower(period);
  }

  static BudgetPeriod period(final String text) {
    return BudgetPeriod.valueOf(upper(text));
  }

  /** llm.tokens for LLM_TOKENS: the first underscore is the dot. */
  static String resource(final ResourceType resource) {
    return lower(resource).replaceFirst("_", ".");
  }

  static ResourceType resource(final String text) {
    return ResourceType.valueOf(upper(text.replace('.', '_')));
  }

  static String lower(final Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static String upper(final String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static JsonArray texts(final Iterable<String> values) {
    final JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }

  static <T> JsonArray items(final List<T> values, final Function<T, JsonObject> writer) {
    final JsonArray array = new JsonArray();
    values.forEach(value -> array.add(writer.apply(value)));
    return array;
  }

  /** A page of a list. */
  static <T> Answer page(final Positioned<Page<T>> page, final Function<T, JsonObject> writer) {
    return Answer.ok(pageJson(page, writer)).at(page.position());
  }

  static <T> JsonObject pageJson(
      final Positioned<Page<T>> page, final Function<T, JsonObject> writer) {
    return new JsonObject()
        .put("items", items(page.value().items(), writer))
        .put("next_cursor", page.value().nextCursor().orElse(null))
        .put("position", page.position());
  }

  /** What a write says: its position first, then what there is now. */
  static JsonObject written(final long position, final String name, final JsonObject now) {
    return new JsonObject().put("position", position).put(name, now);
  }
}
