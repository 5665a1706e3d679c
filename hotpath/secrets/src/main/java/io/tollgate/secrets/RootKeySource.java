package io.tollgate.secrets;

import java.util.List;

/** Where the root key comes from. For one thread, under the lock of the directory of secrets. */
public interface RootKeySource {
  /** For people; no secret. */
  String name();

  /**
   * The keys that there are: the one to seal under first, then the one before it while keys change.
   *
   * @return none where the source has none.
   * @throws SecretException where there is one that cannot be had.
   */
  List<RootKey> load();

  /**
   * The key that everything is to be sealed under next; made, and kept, where there is none yet.
   */
  RootKey next();

  /** Whether a key waits to take the place of the one before. */
  boolean isChanging();

  /** Everything is sealed under the next key: it takes the place of the one before. */
  void settle();

  /** Everything is sealed under a key of another source: none is needed here any more. */
  void abandon();
}
