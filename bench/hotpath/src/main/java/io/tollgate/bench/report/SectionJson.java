package io.tollgate.bench.report;

import io.tollgate.bench.result.Section;
import java.io.IOException;
import java.nio.file.Path;

/** A section on its way from the JVM that measured it. */
public final class SectionJson {
  private SectionJson() {}

  /**
   * Writes a section.
   *
   * @param file is replaced.
   * @param section what to write.
   * @throws IOException if it cannot be written.
   */
  public static void write(final Path file, final Section section) throws IOException {
    Json.MAPPER.writeValue(file.toFile(), section);
  }

  /**
   * Reads a section.
   *
   * @param file what {@link #write} wrote.
   * @return the section.
   * @throws IOException if it cannot be read.
   */
  public static Section read(final Path file) throws IOException {
    return Json.MAPPER.readValue(file.toFile(), Section.class);
  }
}
