package io.tollgate.bench.peers.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.styra.opa.wasm.OpaPolicy;
import io.tollgate.bench.peers.question.Credential;
import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Question;

/**
 * OPA's policy as WebAssembly, which Chicory compiles to byte code: chains are data that was loaded
 * before, the question is its input.
 */
public final class OpaPeer implements Peer {
  private static final String ALLOWED = "[{\"result\":true}]";

  private final OpaPolicy policy;

  /** A policy with the chains of all credentials. */
  public OpaPeer() {
    policy = OpaPolicy.builder().withPolicy(Resources.bytes("delegation.wasm")).build();
    final ObjectNode data = new ObjectMapper().createObjectNode();
    final ObjectNode delegations = data.putObject("delegations");
    for (final Credential credential : Credential.values()) {
      final ArrayNode chain = delegations.putArray(credential.name());
      for (final Delegation link : Delegation.chain(credential)) {
        add(chain.addObject(), link);
      }
    }
    policy.data(data.toString());
  }

  private static void add(final ObjectNode to, final Delegation link) {
    to.put("agent", link.agent())
        .put("delegator", link.delegator())
        .put("scope", link.scope())
        .put("not_before", link.notBeforeSeconds())
        .put("expires_at", link.expiresAtSeconds());
    final ArrayNode permissions = to.putArray("permissions");
    link.permissions().forEach(permissions::add);
  }

  @Override
  public Ask prepare(final Question question) {
    return () -> policy.evaluate(input(question)).equals(ALLOWED);
  }

  private static String input(final Question question) {
    return "{\"delegation\":\""
        + question.credential().name()
        + "\",\"agent\":\""
        + Delegation.WORKER
        + "\",\"permission\":\""
        + question.permission()
        + "\",\"scope\":\""
        + question.scope()
        + "\",\"now\":"
        + question.nowSeconds()
        + '}';
  }
}
