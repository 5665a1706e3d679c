package io.tollgate.identity.message;

import io.tollgate.identity.domain.DelegationEvidence;
import io.tollgate.identity.domain.DelegationRequest;
import io.tollgate.identity.v1.IdentityV1;

/** Who answers for links, as messages. */
public final class DelegationMessages {
  private DelegationMessages() {}

  /** The message of a link's evidence. */
  public static IdentityV1.DelegationEvidence of(final DelegationEvidence evidence) {
    final IdentityV1.DelegationEvidence.Builder message =
        IdentityV1.DelegationEvidence.newBuilder()
            .setLinkId(evidence.linkId())
            .setMintedBy(evidence.mintedBy());
    evidence
        .signed()
        .ifPresent(
            signed ->
                message
                    .setRequest(of(signed.request()))
                    .setPublicKey(Fields.bytes(signed.publicKey()))
                    .setKeySequence(signed.keySequence())
                    .setSignature(Fields.bytes(signed.signature())));
    return message.build();
  }

  private static IdentityV1.DelegationRequest of(final DelegationRequest request) {
    return IdentityV1.DelegationRequest.newBuilder()
        .setLinkId(request.linkId())
        .setParentLinkId(request.parentLinkId())
        .setDelegatorId(Fields.bytes(request.delegatorId()))
        .setAgentId(Fields.bytes(request.agentId()))
        .setPermissionsLow(request.permissions().low())
        .setPermissionsHigh(request.permissions().high())
        .setScope(request.scope())
        .setDelegationsLeft(request.delegationsLeft())
        .setNotBeforeS(request.notBeforeSeconds())
        .setExpiresAtS(request.expiresAtSeconds())
        .build();
  }
}
