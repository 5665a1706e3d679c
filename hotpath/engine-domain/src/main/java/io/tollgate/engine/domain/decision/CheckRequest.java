package io.tollgate.engine.domain.decision;

/** May the chain's last agent use a permission? Mutable and reused; engine thread only. */
public final class CheckRequest {
  public final ChainBytes chain = new ChainBytes();
  public int permission;
  public long scopeHash;
}
