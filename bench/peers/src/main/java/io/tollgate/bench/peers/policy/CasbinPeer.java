package io.tollgate.bench.peers.policy;

import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Question;
import java.util.List;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/**
 * jCasbin: each link is a few rules, and each hop is asked for by itself, because its model has no
 * chains: whatever one hop may not do, nobody below may.
 */
public final class CasbinPeer implements Peer {
  private static final String ANYWHERE = "*";

  @Override
  public Ask prepare(final Question question) {
    final List<Delegation> links = Delegation.chain(question.credential());
    final Model model = new Model();
    model.loadModelFromText(Resources.text("lifetimes.casbin.conf"));
    final Enforcer enforcer = new Enforcer(model);
    enforcer.enableLog(false);
    for (final Delegation link : links) {
      for (final String permission : link.permissions()) {
        enforcer.addPolicy(
            link.agent(),
            scope(link),
            permission,
            time(link.notBeforeSeconds()),
            time(link.expiresAtSeconds()));
      }
    }
    return () -> {
      final String now = time(question.nowSeconds());
      for (int hop = links.size() - 1; hop >= 0; hop--) {
        final String agent = links.get(hop).agent();
        if (!enforcer.enforce(agent, question.scope(), question.permission(), now)) {
          return false;
        }
      }
      return true;
    };
  }

  static String scope(final Delegation link) {
    return link.scope().isEmpty() ? ANYWHERE : link.scope();
  }

  /** Ten digits until the year 2286, so that texts compare like numbers. */
  private static String time(final long seconds) {
    return Long.toString(seconds);
  }
}
