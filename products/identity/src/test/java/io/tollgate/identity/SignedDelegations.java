package io.tollgate.identity;

import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.identity.domain.DelegationRequest;
import io.tollgate.identity.domain.DelegatorSignature;
import io.tollgate.identity.domain.NewDelegation;
import io.tollgate.identity.domain.PermissionNames;
import io.tollgate.identity.domain.PermissionSet;
import io.tollgate.support.AgentId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** Signs delegations as their delegators would. */
final class SignedDelegations {
  private static final SecureRandom RANDOM = new SecureRandom();

  private SignedDelegations() {}

  /**
   * The same, signed where it has a parent that can be read and whose last agent's key is known.
   */
  static NewDelegation signed(
      final IdentityService service,
      final NewDelegation wanted,
      final Function<AgentId, Ed25519KeyPair> keys) {
    final Chain parent;
    try {
      parent = wanted.parentChain().map(Chain::ofText).orElse(null);
    } catch (final IllegalArgumentException noChain) {
      return wanted;
    }
    return parent == null
        ? wanted
        : signed(service, wanted, parent, keys.apply(AgentId.of(parent.leafAgentId())));
  }

  private static NewDelegation signed(
      final IdentityService service,
      final NewDelegation wanted,
      final Chain parent,
      final Ed25519KeyPair key) {
    final DelegationRequest request = request(service, wanted, parent);
    return with(
        wanted,
        Instant.ofEpochSecond(request.notBeforeSeconds()),
        new DelegatorSignature(
            request.linkId(), HexFormat.of().formatHex(Ed25519.sign(key, request.message()))));
  }

  static DelegationRequest request(
      final IdentityService service, final NewDelegation wanted, final Chain parent) {
    final int last = parent.linkOffset(parent.links() - 1);
    final long parentNotBefore = LinkLayout.notBeforeSeconds(parent.buffer(), last);
    final long notBefore =
        wanted
            .notBefore()
            .map(Instant::getEpochSecond)
            .orElse(Math.max(parentNotBefore, Instant.now().getEpochSecond()));
    final PermissionSet permissions =
        new PermissionNames(service.permissions().list(0).value()).setOf(wanted.permissions());
    return new DelegationRequest(
        RANDOM.nextLong() | 1,
        LinkLayout.linkId(parent.buffer(), last),
        AgentId.of(parent.leafAgentId()),
        wanted.agentId(),
        permissions,
        wanted.scope(),
        wanted.delegationsLeft(),
        notBefore,
        wanted.expiresAt().truncatedTo(ChronoUnit.SECONDS).getEpochSecond());
  }

  static NewDelegation with(
      final NewDelegation wanted, final Instant notBefore, final DelegatorSignature signature) {
    return new NewDelegation(
        wanted.parentChain(),
        wanted.agentId(),
        wanted.permissions(),
        wanted.scope(),
        wanted.delegationsLeft(),
        Optional.of(notBefore),
        wanted.expiresAt(),
        Optional.of(signature));
  }
}
