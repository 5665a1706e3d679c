package io.tollgate.adminapi.call;

import io.tollgate.support.AgentId;
import io.tollgate.support.NanoMoney;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The members of a JSON object of a request, read exactly. The contract has checked that they are
 * there and of the right type; what its checks cannot say, such as a number's exact range, is
 * refused here with the member's name.
 */
public final class Members {
  private final String pointer;
  private final JsonObject json;

  Members(final String pointer, final JsonObject json) {
    this.pointer = pointer;
    this.json = json;
  }

  /** Whether a member is there. */
  public boolean has(final String name) {
    return json.containsKey(name);
  }

  /** A text that must be there. */
  public String text(final String name) {
    return json.getString(name);
  }

  /** A text that may be there. */
  public Optional<String> optionalText(final String name) {
    return Optional.ofNullable(json.getString(name));
  }

  /** A truth value, false where it is not there. */
  public boolean flag(final String name) {
    return json.getBoolean(name, false);
  }

  /** A list of texts that must be there. */
  public List<String> texts(final String name) {
    return json.getJsonArray(name).stream().map(String.class::cast).toList();
  }

  /** Texts by their names; none where they are not there. */
  public Map<String, String> textsByName(final String name) {
    final Map<String, String> texts = new TreeMap<>();
    json.getJsonObject(name, new JsonObject())
        .forEach(entry -> texts.put(entry.getKey(), (String) entry.getValue()));
    return texts;
  }

  /** An object that may be there. */
  public Optional<Members> object(final String name) {
    return Optional.ofNullable(json.getJsonObject(name))
        .map(inner -> new Members(pointer + "/" + name, inner));
  }

  /** An object that must be there. */
  public Members requiredObject(final String name) {
    return object(name).orElseThrow(() -> invalid(name, "is missing"));
  }

  /** A list of objects; empty where it is not there. */
  public List<Members> objects(final String name) {
    final JsonArray array = json.getJsonArray(name, new JsonArray());
    return IntStream.range(0, array.size())
        .mapToObj(i -> new Members(pointer + "/" + name + "/" + i, array.getJsonObject(i)))
        .toList();
  }

  /** A whole number that may be there. */
  public Optional<Integer> optionalInt(final String name) {
    return optionalLong(name).map(value -> narrowed(name, value));
  }

  /** A whole number that must be there. */
  public int number(final String name) {
    return narrowed(name, optionalLong(name).orElseThrow(() -> invalid(name, "is missing")));
  }

  /** A whole number that may be there, or null. */
  public Optional<Long> optionalLong(final String name) {
    final Object value = json.getValue(name);
    if (value == null) {
      return Optional.empty();
    }
    // Anything wider would have been rounded when it was compared with its bounds.
    if (value instanceof Integer || value instanceof Long) {
      return Optional.of(((Number) value).longValue());
    }
    throw invalid(name, "is no whole number that fits into 64 bits");
  }

  /** An agent that must be there. */
  public AgentId agent(final String name) {
    return AgentId.ofHex(text(name));
  }

  /** A time that must be there. */
  public Instant time(final String name) {
    return CallRequest.time("body", pointer + "/" + name, text(name));
  }

  /** Money that must be there, in nano-units. */
  public long money(final String name) {
    try {
      return NanoMoney.ofDecimal(new BigDecimal(text(name)));
    } catch (final ArithmeticException tooMuch) {
      throw invalid(name, "is more than 9223372036.854775807");
    }
  }

  /** A currency that must be there. */
  public Currency currency(final String name) {
    try {
      return Currency.getInstance(text(name));
    } catch (final IllegalArgumentException unknown) {
      throw invalid(name, "is no currency of ISO 4217");
    }
  }

  private int narrowed(final String name, final long value) {
    if (value != (int) value) {
      throw invalid(name, "is too large");
    }
    return (int) value;
  }

  private RuntimeException invalid(final String name, final String message) {
    return CallRequest.invalid("body", pointer + "/" + name, message);
  }
}
