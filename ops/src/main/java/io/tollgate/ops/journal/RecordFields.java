package io.tollgate.ops.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.ResourceType;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Locale;

/** Puts the fields of a record into JSON in the forms that the admin API has. */
final class RecordFields {

  private static final long NO_AGENT = 4_294_967_294L;
  private static final int NANO_DIGITS = 9;

  private final ObjectNode node;

  RecordFields(final ObjectNode node) {
    this.node = node;
  }

  RecordFields number(final String name, final long value) {
    node.put(name, value);
    return this;
  }

  RecordFields text(final String name, final String value) {
    node.put(name, value);
    return this;
  }

  /** An agent's number; null where there is none. */
  RecordFields agent(final String name, final long index) {
    if (index == NO_AGENT) {
      node.putNull(name);
    } else {
      node.put(name, index);
    }
    return this;
  }

  /** Nano-units as a decimal with nine digits after the point; -1 is null. */
  RecordFields money(final String name, final long nano) {
    if (nano < 0) {
      node.putNull(name);
    } else {
      node.put(name, BigDecimal.valueOf(nano, NANO_DIGITS).toPlainString());
    }
    return this;
  }

  /** A limit; -1 is null. */
  RecordFields limit(final String name, final long value) {
    if (value < 0) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
    return this;
  }

  /** 64 bits as 16 hex digits; 0 is null. */
  RecordFields hex(final String name, final long value) {
    if (value == 0) {
      node.putNull(name);
    } else {
      node.put(name, HexFormat.of().toHexDigits(value));
    }
    return this;
  }

  RecordFields hex(final String name, final byte[] bytes) {
    node.put(name, HexFormat.of().formatHex(bytes));
    return this;
  }

  /** 128 bits as 32 hex digits; 0 is null. */
  RecordFields id(final String name, final long high, final long low) {
    if (high == 0 && low == 0) {
      node.putNull(name);
    } else {
      node.put(name, HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low));
    }
    return this;
  }

  /** The reason and the decision that it means. */
  RecordFields reason(final int code) {
    final Reason reason = Reason.ofCode(code);
    node.put("decision", reason == Reason.OK ? "ALLOW" : "DENY");
    node.put("reason", name(reason, code));
    return this;
  }

  RecordFields operation(final int code) {
    node.put("operation", lower(Operation.ofCode(code), code));
    return this;
  }

  RecordFields trust(final String name, final int code) {
    node.put(name, lower(Trust.ofCode(code), code));
    return this;
  }

  RecordFields resource(final int code) {
    node.put("resource", resourceName(code));
    return this;
  }

  private static String resourceName(final int code) {
    // The first underscore parts the family from the unit: memory.gb_hours.
    return lower(ResourceType.ofCode(code), code).replaceFirst("_", ".");
  }

  static String lower(final Enum<?> value, final int code) {
    return name(value, code).toLowerCase(Locale.ROOT);
  }

  private static String name(final Enum<?> value, final int code) {
    return value == null ? "#" + code : value.name();
  }
}
