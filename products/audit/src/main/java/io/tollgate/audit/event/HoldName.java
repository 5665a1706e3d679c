package io.tollgate.audit.event;

import io.tollgate.audit.log.RetentionClass;
import java.util.regex.Pattern;

/** What a hold may be called. */
final class HoldName {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private HoldName() {}

  static void check(final String name) {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a hold's name has 1 to 64 letters, digits, dots, dashes and underlines");
    }
  }

  static String resource(final RetentionClass log, final String name) {
    return "hold/" + log.logName() + "/" + name;
  }
}
