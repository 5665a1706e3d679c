package io.tollgate.bench.peers.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Policies that lie beside the classes. */
final class Resources {
  private Resources() {}

  static byte[] bytes(final String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name);
      }
      return in.readAllBytes();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(final String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }
}
