package io.tollgate.engine.domain.fact;

/** The engine took over the journal. */
public final class EngineStarted {
  public long startedAtNs;

  /** 0 first start, 1 clean, 2 undone to the last batch, 3 rebuilt from the journal. */
  public int recoveryCode;

  public final ShortText software = new ShortText();
}
