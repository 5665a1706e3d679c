package io.tollgate.engine.infra.state;

/**
 * Marks the moments in which Chronicle's own structures change or its locks are held. A process
 * killed in such a moment leaves a map that must not be opened again: a lock in the file is held
 * for ever.
 */
interface MapGuard {
  /** Such a moment begins. */
  void enter();

  /** It is over. */
  void leave();
}
