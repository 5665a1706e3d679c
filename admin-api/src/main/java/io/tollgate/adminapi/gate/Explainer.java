package io.tollgate.adminapi.gate;

import io.tollgate.engine.domain.chain.Chain;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts the outcome of a check into words: which hop, which rule, what would help. Stateless. */
public final class Explainer {
  private static final int SHORT_ID_LENGTH = 12;

  private Explainer() {}

  /** The links of a chain's text; empty where it is none. */
  public static List<ChainHop> hopsOf(final String chainText) {
    try {
      return ChainHop.of(Chain.ofText(chainText));
    } catch (final IllegalArgumentException noChain) {
      return List.of();
    }
  }

  /**
   * Explains a verdict.
   *
   * @param hops of the chain that was asked about; empty where it could not be read.
   * @param permission that was asked for.
   */
  public static Wording explain(
      final Verdict verdict, final List<ChainHop> hops, final String permission) {
    if (verdict.allowed()) {
      return new Wording(
          "Every one of the chain's "
              + hops.size()
              + " links is in force and grants "
              + permission
              + ".",
          "A chain allows what each of its links grants.",
          Optional.empty());
    }
    final Optional<ChainHop> failing = failing(verdict.failingHop(), hops);
    return switch (verdict.reason()) {
      case PERMISSION_UNKNOWN,
          PERMISSION_NOT_GRANTED,
          SCOPE_NOT_GRANTED,
          TRUST_TOO_LOW,
          AGENT_UNKNOWN,
          AGENT_SUSPENDED,
          AGENT_REVOKED ->
          ofRights(verdict, failing, permission);
      case LINK_NOT_YET_VALID, LINK_EXPIRED, LINK_REVOKED, KEY_UNKNOWN, KEY_RETIRED ->
          ofLife(verdict, failing);
      default -> ofForm(verdict, failing);
    };
  }

  private static Wording ofRights(
      final Verdict verdict, final Optional<ChainHop> failing, final String permission) {
    final String who = agentOf(failing);
    return switch (verdict.reason()) {
      case PERMISSION_UNKNOWN ->
          Wording.of(
              permission + " is not in the catalogue.",
              "Only permissions of the catalogue can be asked for.",
              "Correct the name (GET /v1/permissions), or define it (POST /v1/permissions).");
      case PERMISSION_NOT_GRANTED ->
          Wording.of(
              linkOf(failing) + " does not grant " + permission + ".",
              "Every link of the chain must grant the permission.",
              "Delegate " + permission + " along the whole chain anew (POST /v1/delegations).");
      case SCOPE_NOT_GRANTED ->
          Wording.of(
              linkOf(failing) + " grants " + permission + " for another scope only.",
              "A link with a scope allows requests of exactly that scope.",
              "Ask with the scope that was delegated, or delegate the scope that is needed.");
      case TRUST_TOO_LOW ->
          Wording.of(
              who + " is not trusted enough for " + permission + ".",
              "A permission may want a trusted agent, whatever the chain says.",
              "Raise the agent's trust (PATCH /v1/agents/{agentId}) if it has earned it.");
      case AGENT_UNKNOWN ->
          Wording.of(
              who + " was never registered here.",
              "Every agent of the chain must be registered.",
              "Create the agent (POST /v1/agents) and delegate to it anew.");
      case AGENT_SUSPENDED ->
          Wording.of(
              who + " is suspended.",
              "A suspended agent, and all below it, is denied everything.",
              "Lift the suspension (PATCH /v1/agents/{agentId} with another trust).");
      default ->
          Wording.of(
              who + " is revoked.",
              "A revoked agent, and all below it, is denied everything for good.",
              "Create another agent and delegate to it anew.");
    };
  }

  private static Wording ofLife(final Verdict verdict, final Optional<ChainHop> failing) {
    final String link = linkOf(failing);
    return switch (verdict.reason()) {
      case LINK_NOT_YET_VALID ->
          Wording.of(
              link
                  + failing.map(hop -> " begins at " + hop.notBefore()).orElse(" has not begun")
                  + ".",
              "A link is good from its not_before on.",
              "Wait until then, or delegate anew with an earlier begin.");
      case LINK_EXPIRED ->
          Wording.of(
              link + failing.map(hop -> " ended at " + hop.expiresAt()).orElse(" has ended") + ".",
              "A link is good until its expires_at.",
              "Delegate anew with a later end.");
      case LINK_REVOKED ->
          Wording.of(
              link + " was revoked.",
              "A revoked link, and all below it, is worth nothing.",
              "Delegate anew, if it should be.");
      case KEY_RETIRED ->
          Wording.of(
              link + " was sealed with a key that is retired" + keyOf(failing) + ".",
              "What a retired key sealed is worth nothing.",
              "Delegate the whole chain anew; new links are sealed with the tenant's newest key.");
      default ->
          Wording.of(
              link + " names a key that this gate does not have" + keyOf(failing) + ".",
              "Every link must be sealed with a key of this gate.",
              "Use a chain that this gate sealed.");
    };
  }

  private static Wording ofForm(final Verdict verdict, final Optional<ChainHop> failing) {
    final String link = linkOf(failing);
    return switch (verdict.reason()) {
      case CHAIN_MALFORMED ->
          Wording.of(
              "The text is no chain of this gate.",
              "A chain is tgc1. and 1 to 8 links of 151 bytes, in base64url.",
              "Use the chain as POST /v1/delegations answered it, whole and unchanged.");
      case CHAIN_TOO_DEEP ->
          Wording.of(
              "The chain has more than 8 links.",
              "A chain has 1 to 8 links.",
              "Delegate from further up.");
      case TAG_INVALID ->
          Wording.of(
              link + " was not sealed by this gate, or was changed afterwards.",
              "Every link's tag must be this gate's over every byte of the link.",
              "Use the chain as it was answered. If it was, somebody changed it on the way.");
      case CHAIN_BROKEN ->
          Wording.of(
              link + " does not continue the link before it.",
              "Each link names the one before it as its delegator and is bound to its tag.",
              "Do not put chains together; delegate from the parent chain.");
      case AGENT_REPEATED ->
          Wording.of(
              agentOf(failing) + " is in the chain twice.",
              "No agent may be in a chain twice.",
              "Delegate from the link where the agent is first.");
      case TENANT_MISMATCH ->
          Wording.of(
              link + " belongs to another tenant.",
              "A chain never crosses tenants.",
              "Delegate within one tenant.");
      case PERMISSIONS_WIDENED, SCOPE_WIDENED, LIFETIME_WIDENED, DELEGATION_NOT_ALLOWED ->
          Wording.of(
              link + " goes beyond what the link before it allows.",
              "Each link stays within its parent's permissions, scope, life and depth.",
              "Delegate anew within the parent, or widen the parent first.");
      default ->
          Wording.of(
              "The gate refused: " + verdict.reason() + ".",
              "See the reason.",
              "See the reason in the reference.");
    };
  }

  private static Optional<ChainHop> failing(
      final OptionalInt failingHop, final List<ChainHop> hops) {
    return failingHop.isPresent() && failingHop.getAsInt() < hops.size()
        ? Optional.of(hops.get(failingHop.getAsInt()))
        : Optional.empty();
  }

  private static String linkOf(final Optional<ChainHop> failing) {
    return failing
        .map(hop -> "Hop " + hop.hop() + " (to agent " + shortId(hop) + ")")
        .orElse("A link of the chain");
  }

  private static String agentOf(final Optional<ChainHop> failing) {
    return failing
        .map(hop -> "Agent " + shortId(hop) + " at hop " + hop.hop())
        .orElse("An agent of the chain");
  }

  private static String keyOf(final Optional<ChainHop> failing) {
    return failing.map(hop -> " (kid " + Integer.toUnsignedString(hop.keyId()) + ")").orElse("");
  }

  private static String shortId(final ChainHop hop) {
    return hop.agentId().hex().substring(0, SHORT_ID_LENGTH) + "…";
  }
}
