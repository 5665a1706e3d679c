package io.tollgate.adminapi;

import java.nio.file.Files;
import java.nio.file.Path;

/** Refuses settings that do not fit, with what to change. */
final class ContextCheck {
  private ContextCheck() {}

  static void readable(final Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(file + " cannot be read");
    }
  }

  static void required(final String name, final Object value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
  }

  static void range(final String name, final long value, final long least, final long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be " + least + " to " + most + ", not " + value);
    }
  }
}
