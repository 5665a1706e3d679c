package io.tollgate.identity.domain;

/**
 * A tenant to be created.
 *
 * @param name unique, 1 to 64 bytes.
 */
public record NewTenant(String name) {
  private static final int MAX_NAME_BYTES = 64;

  /** Checks the name. */
  public NewTenant {
    Text.checked("name", name, MAX_NAME_BYTES);
  }
}
