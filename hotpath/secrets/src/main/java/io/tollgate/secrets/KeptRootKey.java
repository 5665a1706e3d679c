package io.tollgate.secrets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A root key that is kept in the directory of secrets: as it is (in hex), or wrapped by a key
 * management service. While it changes, the next one lies beside it.
 */
public final class KeptRootKey implements RootKeySource {
  private final String name;
  private final PrivateFile current;
  private final PrivateFile next;
  private final Form form;
  private RootKey known;
  private RootKey knownNext;

  private KeptRootKey(
      final String name, final PrivateFile current, final PrivateFile next, final Form form) {
    this.name = name;
    this.current = current;
    this.next = next;
    this.form = form;
  }

  /** How a key is written down. */
  interface Form {
    String toText(byte[] key);

    byte[] ofText(String text);
  }

  /** The file root.key of mode 0600. */
  public static KeptRootKey inFile(final Path secrets) {
    final Path file = secrets.resolve("root.key");
    return new KeptRootKey(
        "the file " + file,
        new PrivateFile(file),
        new PrivateFile(secrets.resolve("root.next.key")),
        new HexForm());
  }

  /** The file root.wrapped, which only a key management service can read. */
  public static KeptRootKey wrapped(final Path secrets, final KmsHook hook) {
    return new KeptRootKey(
        "the KMS hook " + hook.path(),
        new PrivateFile(secrets.resolve("root.wrapped")),
        new PrivateFile(secrets.resolve("root.next.wrapped")),
        hook);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<RootKey> load() {
    final List<RootKey> keys = new ArrayList<>();
    if (next.exists()) {
      keys.add(nextKey());
    }
    if (current.exists()) {
      if (known == null) {
        known = read(current);
      }
      keys.add(known);
    }
    return keys;
  }

  @Override
  public RootKey next() {
    if (!next.exists()) {
      final byte[] bytes = RootKey.random();
      try {
        next.create(form.toText(bytes));
        knownNext = new RootKey(bytes);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    }
    return nextKey();
  }

  private RootKey nextKey() {
    if (knownNext == null) {
      knownNext = read(next);
    }
    return knownNext;
  }

  @Override
  public boolean isChanging() {
    return next.exists();
  }

  @Override
  public void settle() {
    if (next.exists()) {
      next.moveTo(current);
      known = knownNext;
      knownNext = null;
    }
  }

  @Override
  public void abandon() {
    next.destroy();
    current.destroy();
  }

  private RootKey read(final PrivateFile file) {
    final byte[] bytes = form.ofText(file.read());
    if (bytes == null) {
      throw new SecretException(file.path() + " is no root key: 64 hex digits");
    }
    try {
      return new RootKey(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** As it is. */
  static final class HexForm implements Form {
    private static final int DIGITS = 2 * RootKey.LENGTH;

    @Override
    public String toText(final byte[] key) {
      return HexFormat.of().formatHex(key);
    }

    /** Null where the text is none; no error repeats it. */
    @Override
    public byte[] ofText(final String text) {
      try {
        return text.length() == DIGITS ? HexFormat.of().parseHex(text) : null;
      } catch (final IllegalArgumentException notHex) {
        return null;
      }
    }
  }
}
