package io.tollgate.identity;

import io.tollgate.identity.domain.LinkKey;
import io.tollgate.support.Actor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import java.time.Duration;
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

  /**
   * Adds a key to a tenant, and has all before it retired after an overlap: until then what they
   * sealed stays good. Where this is cut off, doing it again makes up for it.
   *
   * @param overlap at most 366 days; the rest of a second is cut off.
   */
  Positioned<LinkKey> rotate(int tenantId, Duration overlap, Actor actor);

  /**
   * Retires a key, which kills every link that it sealed.
   *
   * @param isForced also where the tenant, or the operator, can do nothing any more then.
   * @throws io.tollgate.support.error.RefusedException KEY_IS_LAST or KEY_IS_THE_GATES_OWN.
   */
  Positioned<LinkKey> retire(int keyId, boolean isForced, Actor actor);
}
