package io.tollgate.identity.domain;

/**
 * A new link and the chain that ends in it.
 *
 * @param delegation the link.
 * @param chain text of the whole chain, root first. A bearer secret: never stored or logged.
 */
public record MintedChain(Delegation delegation, String chain) {
  /** Shows the link only. */
  @Override
  public String toString() {
    return "MintedChain[delegation=" + delegation + "]";
  }
}
