package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** How values of the API are shown to people. */
final class Texts {

  private static final int SHORT_ID = 12;

  private Texts() {}

  /** The first digits of an id: enough to tell agents apart in a table. */
  static String shortId(final JsonNode id) {
    final String text = value(id);
    return text.length() <= SHORT_ID ? text : text.substring(0, SHORT_ID);
  }

  /** A value's text; a dash where there is none. */
  static String value(final JsonNode node) {
    return node.isNull() || node.isMissingNode() ? "-" : node.asText();
  }

  /** A limit: none is said in words. */
  static String limit(final JsonNode node) {
    return node.isNull() || node.isMissingNode() ? "none" : node.asText();
  }

  /** Money with at least two digits after the point; empty where it is of no currency. */
  static String money(final JsonNode amount, final JsonNode currency) {
    if (!amount.isTextual() || !currency.isTextual()) {
      return "";
    }
    final BigDecimal exact = new BigDecimal(amount.asText()).stripTrailingZeros();
    return exact.setScale(Math.max(2, exact.scale())).toPlainString() + " " + currency.asText();
  }
}
