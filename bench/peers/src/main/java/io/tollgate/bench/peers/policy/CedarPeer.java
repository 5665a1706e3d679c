package io.tollgate.bench.peers.policy;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.Context;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.exception.InternalException;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.Value;
import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Question;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cedar: links are entities that point at the link above, and one policy walks up. */
public final class CedarPeer implements Peer {
  private static final String EVERYWHERE = "everywhere";
  private static final EntityTypeName AGENT = type("Agent");
  private static final EntityTypeName ACTION = type("Action");
  private static final EntityTypeName LINK = type("Link");
  private static final EntityTypeName SCOPE = type("Scope");

  private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
  private final PolicySet policies;

  /**
   * An engine.
   *
   * @param keepsParsed whether the policy set stays parsed on the native side.
   */
  public CedarPeer(final boolean keepsParsed) {
    try {
      policies = PolicySet.parsePolicies(Resources.text("delegation.cedar"));
      if (keepsParsed) {
        policies.cache();
      }
    } catch (final InternalException | CacheException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EntityTypeName type(final String name) {
    return EntityTypeName.parse(name).orElseThrow();
  }

  @Override
  public Ask prepare(final Question question) {
    final Entities entities = entities(question);
    final EntityUID agent = AGENT.of(Delegation.WORKER);
    final EntityUID action = ACTION.of(question.permission());
    final EntityUID scope = SCOPE.of(question.scope());
    final long nowSeconds = question.nowSeconds();
    return () -> {
      final Context context = new Context(Map.of("now", new PrimLong(nowSeconds)));
      try {
        return engine
            .isAuthorized(
                new AuthorizationRequest(agent, action, scope, context), policies, entities)
            .success
            .map(AuthorizationSuccessResponse::isAllowed)
            .orElse(false);
      } catch (final AuthException e) {
        return false;
      }
    };
  }

  private static Entities entities(final Question question) {
    final Set<Entity> entities = new HashSet<>();
    final EntityUID everywhere = SCOPE.of(EVERYWHERE);
    entities.add(new Entity(everywhere));
    entities.add(new Entity(SCOPE.of(question.scope()), Set.of(everywhere)));
    final List<Delegation> links = Delegation.chain(question.credential());
    for (final Delegation link : links) {
      entities.add(link(link));
      if (!scope(link).equals(everywhere) && !link.scope().equals(question.scope())) {
        entities.add(new Entity(scope(link), Set.of(everywhere)));
      }
    }
    entities.add(
        new Entity(
            AGENT.of(Delegation.WORKER), Map.of("link", LINK.of(Delegation.WORKER)), Set.of()));
    return new Entities(entities);
  }

  private static Entity link(final Delegation link) {
    final Map<String, Value> attributes = new HashMap<>();
    attributes.put("agent", AGENT.of(link.agent()));
    attributes.put("permissions", permissions(link));
    attributes.put("scope", scope(link));
    attributes.put("notBefore", new PrimLong(link.notBeforeSeconds()));
    attributes.put("expiresAt", new PrimLong(link.expiresAtSeconds()));
    if (!link.delegator().isEmpty()) {
      attributes.put("delegator", AGENT.of(link.delegator()));
      attributes.put("parent", LINK.of(link.delegator()));
    }
    return new Entity(LINK.of(link.agent()), attributes, Set.of());
  }

  private static CedarList permissions(final Delegation link) {
    return new CedarList(
        link.permissions().stream().map(permission -> (Value) ACTION.of(permission)).toList());
  }

  private static EntityUID scope(final Delegation link) {
    return SCOPE.of(link.scope().isEmpty() ? EVERYWHERE : link.scope());
  }
}
