package io.tollgate.lookup;

/** Reads a value from where it is kept. */
@FunctionalInterface
public interface Loader<K, V> {
  /**
   * Reads it.
   *
   * @param atLeastPosition which must be applied before; 0 for at once.
   */
  Loaded<V> load(K key, long atLeastPosition);
}
