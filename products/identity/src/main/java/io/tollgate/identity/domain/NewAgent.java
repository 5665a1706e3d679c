package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.support.error.InvalidRequestException;

/**
 * An agent to be created. It begins untrusted unless the caller says otherwise.
 *
 * @param tenantId whose; not the system tenant.
 * @param name 1 to 64 bytes.
 * @param trust UNTRUSTED or TRUSTED.
 * @param tier decides its first quotas.
 * @param profile what people say about it.
 */
public record NewAgent(int tenantId, String name, Trust trust, Tier tier, Profile profile) {
  /** The longest name, in bytes of UTF-8. */
  public static final int MAX_NAME_BYTES = 64;

  /** An agent of which nothing more is said. */
  public NewAgent(final int tenantId, final String name, final Trust trust, final Tier tier) {
    this(tenantId, name, trust, tier, Profile.NONE);
  }

  /** Checks what can be checked without asking anyone. */
  public NewAgent {
    Text.checked("name", name, MAX_NAME_BYTES);
    if (tenantId < 1) {
      throw new InvalidRequestException("tenant", "must be a tenant's number, 1 or more");
    }
    if (trust != Trust.UNTRUSTED && trust != Trust.TRUSTED) {
      throw new InvalidRequestException("trust", "of a new agent is UNTRUSTED or TRUSTED");
    }
  }
}
