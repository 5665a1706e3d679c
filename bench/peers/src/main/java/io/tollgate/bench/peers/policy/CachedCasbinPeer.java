package io.tollgate.bench.peers.policy;

import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Question;
import java.util.List;
import org.casbin.jcasbin.main.CachedEnforcer;
import org.casbin.jcasbin.model.Model;

/**
 * jCasbin's cached enforcer, which remembers answers by the text of the request. The time would
 * make every request another one, so lifetimes are compared beside it.
 */
public final class CachedCasbinPeer implements Peer {
  @Override
  public Ask prepare(final Question question) {
    final List<Delegation> links = Delegation.chain(question.credential());
    final Model model = new Model();
    model.loadModelFromText(Resources.text("timeless.casbin.conf"));
    final CachedEnforcer enforcer = new CachedEnforcer(model);
    enforcer.enableLog(false);
    for (final Delegation link : links) {
      for (final String permission : link.permissions()) {
        enforcer.addPolicy(link.agent(), CasbinPeer.scope(link), permission);
      }
    }
    return () -> {
      for (int hop = links.size() - 1; hop >= 0; hop--) {
        final Delegation link = links.get(hop);
        if (question.nowSeconds() < link.notBeforeSeconds()
            || question.nowSeconds() >= link.expiresAtSeconds()
            || !enforcer.enforce(link.agent(), question.scope(), question.permission())) {
          return false;
        }
      }
      return true;
    };
  }
}
