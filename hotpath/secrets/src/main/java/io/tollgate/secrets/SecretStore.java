package io.tollgate.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The directory of a gate's secrets. Opening it asks for the root key once, seals what an earlier
 * version left plain, and ends a change of root keys that was cut off. Any thread.
 */
public final class SecretStore {
  private final Path directory;
  private final RootKey root;

  private SecretStore(final Path directory, final RootKey root) {
    this.directory = directory;
    this.root = root;
  }

  /**
   * Opens the secrets, with the root key in root.key beside them.
   *
   * @throws SecretException as the other one does.
   */
  public static SecretStore open(final Path directory) {
    return open(directory, KeptRootKey.inFile(directory));
  }

  /**
   * Opens the secrets; makes the directory and the root key where nothing is there yet.
   *
   * @throws SecretException where the root key cannot be had, or is not the one that sealed them.
   */
  public static SecretStore open(final Path directory, final RootKeySource source) {
    makePrivate(directory);
    return DirectoryLock.whileLocked(
        directory,
        () -> {
          final Sealing sealing = new Sealing(directory);
          return new SecretStore(
              directory, sealing.isSealed() ? opened(sealing, source) : migrated(sealing, source));
        });
  }

  /**
   * Seals everything under a new root key. Where it is cut off, doing it again, or opening the
   * secrets, goes on from there. No gate may use the secrets meanwhile.
   *
   * @param from where the present root key comes from.
   * @param to where the new one comes from; the same, or another.
   * @return the id of the new root key.
   */
  public static String rotate(
      final Path directory, final RootKeySource from, final RootKeySource to) {
    final boolean isSame = from.name().equals(to.name());
    return DirectoryLock.whileLocked(
        directory,
        () -> {
          final Sealing sealing = new Sealing(directory);
          final RootKey before =
              sealing.isSealed() ? sealing.keyOf(from, to) : migrated(sealing, from);
          final RootKey next = to.next();
          if (next.id().equals(before.id()) && !to.isChanging()) {
            throw new SecretException(
                "the secrets are sealed under root key " + next.id() + " of " + to.name() + " now");
          }
          sealing.sealAgain(List.of(next, before));
          to.settle();
          if (!isSame) {
            from.abandon();
          }
          return next.id();
        });
  }

  private static RootKey opened(final Sealing sealing, final RootKeySource source) {
    final List<RootKey> keys = source.load();
    if (keys.isEmpty()) {
      throw new SecretException(
          "the root key is missing, but the secrets in "
              + sealing
              + " are sealed with it; put it back from a backup ("
              + source.name()
              + " gives none). Where root.key.source was changed, end that with: ops/tollgate key root"
              + " rotate --from BEFORE");
    }
    sealing.require(keys, source.name());
    if (source.isChanging()) {
      sealing.sealAgain(keys);
      source.settle();
    }
    sealing.forgetPlainRoot(source);
    return keys.get(0);
  }

  private static RootKey migrated(final Sealing sealing, final RootKeySource source) {
    final RootKey target = source.next();
    sealing.migrate(target, source.load());
    source.settle();
    sealing.forgetPlainRoot(source);
    return target;
  }

  /** The id of the root key that seals; public. */
  public String rootKeyId() {
    return root.id();
  }

  /** The directory. */
  public Path directory() {
    return directory;
  }

  /**
   * A secret, which need not exist yet.
   *
   * @param name its path in the directory.
   */
  public SealedSecret secret(final String name) {
    return new SealedSecret(root, name, directory.resolve(name));
  }

  private static void makePrivate(final Path directory) {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (final IOException e) {
      throw new SecretException("cannot make a place for secrets", e);
    }
  }

  /** Shows where it is. */
  @Override
  public String toString() {
    return "SecretStore[" + directory + "]";
  }
}
