package io.tollgate.secrets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The root key in an environment variable. While it changes, the one before is in another one. Who
 * starts a process removes both from its environment ({@link #hideFrom}).
 */
public final class EnvironmentRootKey implements RootKeySource {
  /** 64 hex digits. */
  public static final String VARIABLE = "TOLLGATE_ROOT_KEY";

  /** The key before, while it changes. */
  public static final String OLD_VARIABLE = "TOLLGATE_ROOT_KEY_OLD";

  private final Map<String, String> environment;

  /** What an environment holds. */
  public EnvironmentRootKey(final Map<String, String> environment) {
    this.environment = environment;
  }

  /** Removes the keys from what a child process is to inherit. */
  public static void hideFrom(final Map<String, String> environment) {
    environment.remove(VARIABLE);
    environment.remove(OLD_VARIABLE);
  }

  @Override
  public String name() {
    return "the environment variable " + VARIABLE;
  }

  @Override
  public List<RootKey> load() {
    final List<RootKey> keys = new ArrayList<>();
    if (environment.containsKey(VARIABLE)) {
      keys.add(key(VARIABLE));
    }
    if (environment.containsKey(OLD_VARIABLE)) {
      keys.add(key(OLD_VARIABLE));
    }
    return keys;
  }

  @Override
  public RootKey next() {
    if (!environment.containsKey(VARIABLE)) {
      throw new SecretException(name() + " is not set, but is where the root key comes from");
    }
    return key(VARIABLE);
  }

  @Override
  public boolean isChanging() {
    return environment.containsKey(OLD_VARIABLE);
  }

  @Override
  public void settle() {
    // Whoever set the variables changes them.
  }

  @Override
  public void abandon() {
    // Whoever set the variables removes them.
  }

  private RootKey key(final String variable) {
    final byte[] bytes = new KeptRootKey.HexForm().ofText(environment.get(variable).strip());
    if (bytes == null) {
      throw new SecretException(variable + " is no root key: 64 hex digits");
    }
    try {
      return new RootKey(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
