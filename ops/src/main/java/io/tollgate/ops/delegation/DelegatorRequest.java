package io.tollgate.ops.delegation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.identity.domain.DelegationRequest;
import io.tollgate.identity.domain.PermissionSet;
import io.tollgate.support.AgentId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Makes a request for a link below another one into its delegator's: with an id, a beginning and
 * the signature of the delegator's key, which never travels.
 */
public final class DelegatorRequest {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Chain parent;
  private final Ed25519KeyPair key;

  /**
   * A delegator.
   *
   * @param parentChain text of the chain that ends with it
   * @param key its current key
   * @throws IllegalArgumentException where the text is no chain
   */
  public DelegatorRequest(final String parentChain, final Ed25519KeyPair key) {
    this.parent = Chain.ofText(parentChain);
    this.key = key;
  }

  /**
   * Adds parent_chain, not_before, link_id and signature.
   *
   * @param request with everything else
   * @param permissions the bits of the permissions that it names
   */
  public void sign(final ObjectNode request, final PermissionSet permissions) {
    final int link = parent.linkOffset(parent.links() - 1);
    final long notBefore =
        Math.max(
            Instant.now().getEpochSecond(), LinkLayout.notBeforeSeconds(parent.buffer(), link));
    final long linkId = newLinkId();
    final DelegationRequest signed =
        new DelegationRequest(
            linkId,
            LinkLayout.linkId(parent.buffer(), link),
            AgentId.of(parent.leafAgentId()),
            AgentId.ofHex(request.path("agent_id").asText()),
            permissions,
            request.path("scope").asText(),
            request.path("delegations_left").asInt(),
            notBefore,
            Instant.parse(request.path("expires_at").asText()).getEpochSecond());
    final HexFormat hex = HexFormat.of();
    request
        .put("parent_chain", parent.toText())
        .put("not_before", Instant.ofEpochSecond(notBefore).toString())
        .put("link_id", hex.toHexDigits(linkId))
        .put("signature", hex.formatHex(Ed25519.sign(key, signed.message())));
  }

  /**
   * The bits of permissions.
   *
   * @param catalogue as the gate lists it; a name that is not there is left to the gate to refuse
   * @param names of permissions
   */
  public static PermissionSet bits(final JsonNode catalogue, final Iterable<String> names) {
    PermissionSet set = PermissionSet.NONE;
    for (final String name : names) {
      for (final JsonNode permission : catalogue) {
        if (permission.path("name").asText().equals(name)) {
          set = set.with(permission.path("bit").asInt());
        }
      }
    }
    return set;
  }

  private static long newLinkId() {
    final long linkId = RANDOM.nextLong();
    return linkId == 0 ? newLinkId() : linkId;
  }
}
