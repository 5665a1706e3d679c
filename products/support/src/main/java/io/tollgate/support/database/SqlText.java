package io.tollgate.support.database;

/** Text from the journal on its way into PostgreSQL, which takes every character but one. */
public final class SqlText {
  private SqlText() {}

  /** The text with U+FFFD in place of U+0000, so that no name can stop a consumer. */
  public static String of(final String text) {
    return text.replace('\u0000', '\uFFFD');
  }
}
