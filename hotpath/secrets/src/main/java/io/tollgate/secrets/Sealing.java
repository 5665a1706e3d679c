package io.tollgate.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which root key the files of a directory are sealed under, and sealing them under another: one
 * file after the other, each in one step, last the mark that says that all are. Where that is cut
 * off, each file is whole and names its root key, so that it can be gone on with.
 */
final class Sealing {
  /** What links are sealed with is derived from it; before files were sealed, that was root.key. */
  static final String LINK_KEY = "link.key";

  private static final String PLAIN_ROOT_KEY = "root.key";
  private static final String MARK = "sealed";
  private static final String SUBJECTS = "subjects";

  /** What lay here in plain hex before files were sealed. */
  private static final List<String> ONCE_PLAIN =
      List.of("operator.key", "audit.key", "audit.next.key", "audit-subjects.key", "jwt.key");

  private final Path directory;
  private final PrivateFile mark;

  Sealing(final Path directory) {
    this.directory = directory;
    this.mark = new PrivateFile(directory.resolve(MARK));
  }

  /** Whether everything is sealed, and nothing plain is believed any more. */
  boolean isSealed() {
    return mark.exists();
  }

  /** Refuses keys of which none sealed what is here. */
  void require(final List<RootKey> keys, final String source) {
    find(envelopeOf(MARK).keyId(), keys, source);
  }

  /** The key that all is sealed under, of either source. */
  RootKey keyOf(final RootKeySource from, final RootKeySource to) {
    final List<RootKey> keys = new ArrayList<>(from.load());
    if (!from.name().equals(to.name())) {
      keys.addAll(to.load());
    }
    return find(envelopeOf(MARK).keyId(), keys, from.name());
  }

  /** Seals everything that is sealed under the first of these keys. */
  void sealAgain(final List<RootKey> keys) {
    for (final String name : names()) {
      final String text = new PrivateFile(directory.resolve(name)).read();
      if (Envelope.isOne(text)) {
        seal(name, Envelope.parse(name, text), keys);
      }
    }
    seal(MARK, envelopeOf(MARK), keys);
  }

  /**
   * Seals what an earlier version left plain.
   *
   * @param keys that may have sealed what is sealed already: a migration was cut off.
   */
  void migrate(final RootKey target, final List<RootKey> keys) {
    final PrivateFile plainRoot = new PrivateFile(directory.resolve(PLAIN_ROOT_KEY));
    final PrivateFile link = new PrivateFile(directory.resolve(LINK_KEY));
    if (plainRoot.exists() && !link.exists()) {
      // The links that exist are derived from it and must stay good.
      link.create(sealed(target, LINK_KEY, plainRoot.read()));
    }
    final List<RootKey> known = new ArrayList<>(List.of(target));
    known.addAll(keys);
    for (final String name : names()) {
      final PrivateFile file = new PrivateFile(directory.resolve(name));
      final String text = file.read();
      if (Envelope.isOne(text)) {
        seal(name, Envelope.parse(name, text), known);
      } else if (ONCE_PLAIN.contains(name) || name.startsWith(SUBJECTS + "/")) {
        file.replace(sealed(target, name, text));
      }
    }
    mark.create(sealed(target, MARK, "1"));
  }

  /** Destroys the plain root key of before, where the new one comes from elsewhere. */
  void forgetPlainRoot(final RootKeySource source) {
    final RootKeySource file = KeptRootKey.inFile(directory);
    if (!file.name().equals(source.name())) {
      file.abandon();
    }
  }

  private void seal(final String name, final Envelope envelope, final List<RootKey> keys) {
    final RootKey target = keys.get(0);
    if (envelope.keyId().equals(target.id())) {
      return;
    }
    final byte[] content =
        envelope.open(find(envelope.keyId(), keys, "what the root key comes from"), name);
    try {
      new PrivateFile(directory.resolve(name)).replace(Envelope.seal(target, name, content));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static String sealed(final RootKey key, final String name, final String text) {
    final byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return Envelope.seal(key, name, content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private RootKey find(final String id, final Collection<RootKey> keys, final String source) {
    return keys.stream()
        .filter(key -> key.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new SecretException(
                    "the secrets in "
                        + directory
                        + " are sealed under root key "
                        + id
                        + ", but "
                        + source
                        + " gives "
                        + keys.stream().map(RootKey::id).toList()
                        + "; where it was moved, end that with: ops/tollgate key root rotate"));
  }

  private Envelope envelopeOf(final String name) {
    final PrivateFile file = new PrivateFile(directory.resolve(name));
    return Envelope.parse(file.path().toString(), file.read());
  }

  /** Files that are or may be sealed, but for the mark; in a fixed order. */
  private List<String> names() {
    final List<String> names = new ArrayList<>();
    for (final Path place : List.of(directory, directory.resolve(SUBJECTS))) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.list(place)) {
          files
              .filter(Files::isRegularFile)
              .map(file -> directory.relativize(file).toString())
              .filter(name -> name.endsWith(".key") || name.startsWith(SUBJECTS + "/"))
              .filter(name -> !name.startsWith("root.") && !name.endsWith(".new"))
              .sorted()
              .forEach(names::add);
        } catch (final IOException e) {
          throw new SecretException("cannot list the secrets in " + place, e);
        }
      }
    }
    return names;
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
