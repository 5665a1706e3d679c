package io.tollgate.crypto;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One published test vector: a line of a resource, its fields parted by bars. */
record Vector(String name, List<String> fields) {
  static Stream<Vector> in(final String resource) {
    final InputStream stream =
        Objects.requireNonNull(Vector.class.getResourceAsStream(resource), resource);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      final List<String> lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
      return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
          .map(i -> new Vector(resource + " " + (i + 1), List.of(lines.get(i).split("\\|", -1))));
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(final int field) {
    return fields.get(field);
  }

  byte[] bytes(final int field) {
    return HexFormat.of().parseHex(text(field));
  }

  @Override
  public String toString() {
    return name;
  }
}
