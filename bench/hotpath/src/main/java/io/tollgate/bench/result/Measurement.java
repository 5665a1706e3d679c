package io.tollgate.bench.result;

import java.util.List;

/** Something that can be measured, alone in a JVM of its own. */
public interface Measurement {
  /**
   * The name to select it by.
   *
   * @return lower case, unique in its suite, for example {@code scale}.
   */
  String id();

  /**
   * The rows it gives, so that one can be selected by row.
   *
   * @return the ids of its rows that have a bar.
   */
  default List<String> rowIds() {
    return List.of();
  }

  /**
   * Measures.
   *
   * @param settings where, and how long.
   * @param progress told at every step that takes more than a second or two.
   * @return what was found out.
   * @throws Exception where it could not be measured; every row then counts as missed.
   */
  Section run(Settings settings, Progress progress) throws Exception;
}
