package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.identity.Tenants;
import io.tollgate.identity.domain.NewTenant;
import io.tollgate.identity.domain.Tenant;
import io.tollgate.support.Positioned;
import io.vertx.core.json.JsonObject;

/** Tenants. */
public final class TenantCalls {
  private final Tenants tenants;

  /** Over the service. */
  public TenantCalls(final Tenants tenants) {
    this.tenants = tenants;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations
        .put("listTenants", this::list)
        .put("createTenant", this::create)
        .put("getTenant", this::get);
  }

  private Answer list(final CallRequest request) {
    return Wire.page(tenants.list(request.page(), request.atLeastPosition()), TenantCalls::json);
  }

  private Answer create(final CallRequest request) {
    final Positioned<Tenant> created =
        tenants.create(new NewTenant(request.body().text("name")), request.actor());
    return Answer.created(Wire.written(created.position(), "tenant", json(created.value())))
        .at(created.position())
        .withLocation("/v1/tenants/" + created.value().tenantId());
  }

  private Answer get(final CallRequest request) {
    final Positioned<Tenant> tenant =
        tenants.get(request.pathNumber("tenant"), request.atLeastPosition());
    return Answer.ok(json(tenant.value())).at(tenant.position());
  }

  private static JsonObject json(final Tenant tenant) {
    return new JsonObject()
        .put("tenant_id", tenant.tenantId())
        .put("name", tenant.name())
        .put("created_at", Wire.time(tenant.createdAt()));
  }
}
