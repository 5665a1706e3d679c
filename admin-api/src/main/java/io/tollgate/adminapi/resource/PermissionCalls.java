package io.tollgate.adminapi.resource;

import io.tollgate.adminapi.call.Answer;
import io.tollgate.adminapi.call.CallRequest;
import io.tollgate.adminapi.call.Members;
import io.tollgate.adminapi.call.Operations;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.identity.Permissions;
import io.tollgate.identity.domain.NewPermission;
import io.tollgate.identity.domain.Permission;
import io.tollgate.support.Page;
import io.tollgate.support.Positioned;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The catalogue of permissions. */
public final class PermissionCalls {
  private final Permissions permissions;

  /** Over the service. */
  public PermissionCalls(final Permissions permissions) {
    this.permissions = permissions;
  }

  /** Gives the operations their calls. */
  public void register(final Operations operations) {
    operations.put("listPermissions", this::list).put("definePermission", this::define);
  }

  private Answer list(final CallRequest request) {
    final Positioned<List<Permission>> all = permissions.list(request.atLeastPosition());
    return Wire.page(
        new Positioned<>(new Page<>(all.value(), Optional.empty()), all.position()),
        PermissionCalls::json);
  }

  private Answer define(final CallRequest request) {
    final Members body = request.body();
    final NewPermission permission =
        new NewPermission(
            body.text("name"),
            body.optionalInt("bit"),
            body.optionalText("minimum_trust").map(Wire::trust).orElse(Trust.UNTRUSTED));
    final Positioned<Permission> defined = permissions.define(permission, request.actor());
    return Answer.created(Wire.written(defined.position(), "permission", json(defined.value())))
        .at(defined.position());
  }

  private static JsonObject json(final Permission permission) {
    return new JsonObject()
        .put("bit", permission.bit())
        .put("name", permission.name())
        .put("minimum_trust", Wire.trust(permission.minimumTrust()));
  }
}
