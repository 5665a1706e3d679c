package io.tollgate.identity;

import io.tollgate.identity.domain.LinkKey;
import io.tollgate.support.Actor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import java.util.Optional;

/**
 * The keys that seal chains. The key itself is derived when needed and never leaves the process.
 */
public interface Keys {
  /** The keys by ascending number, of one tenant or of all. */
  Positioned<Page<LinkKey>> list(
      Optional<Integer> tenantId, PageRequest page, long atLeastPosition);

  /** Adds a key to a tenant; from now on it seals the tenant's new links. */
  Positioned<LinkKey> add(int tenantId, Actor actor);

  /** Retires a key, which kills every link that it sealed. */
  Positioned<LinkKey> retire(int keyId, Actor actor);
}
