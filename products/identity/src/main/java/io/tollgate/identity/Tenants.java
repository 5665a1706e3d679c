package io.tollgate.identity;

import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Tenant;
import io.tollgate.support.Actor;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;

/** Tenants: each with its own keys; a chain never crosses from one to another. */
public interface Tenants {
  /**
   * Creates a tenant and its first key. Names are unique.
   *
   * @throws io.tollgate.support.error.ConflictException with ALREADY_EXISTS where the name is
   *     taken.
   */
  Positioned<Tenant> create(NewTenant tenant, Actor actor);

  /** All tenants by ascending number, the system tenant 0 included. */
  Positioned<Page<Tenant>> list(PageRequest page, long atLeastPosition);

  /** One tenant. */
  Positioned<Tenant> get(int tenantId, long atLeastPosition);
}
