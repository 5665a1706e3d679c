package io.tollgate.adminapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for all text that Prometheus is given. */
final class MetricsText {
  private MetricsText() {}

  /** What promtool complains of: missing help, and names that do not say what they are. */
  static void assertWellFormed(final String text) {
    for (final String line : text.split("\n", -1)) {
      if (line.startsWith("# TYPE ") && line.endsWith(" counter")) {
        assertThat(line.split(" ", -1)[2]).endsWith("_total");
      }
      assertThat(line).doesNotContain("system_cpu_count", "_ns_total");
      if (!line.startsWith("#") && !line.isEmpty()) {
        final String name = line.replaceFirst("[{ ].*", "");
        final String family = name.replaceFirst("_(count|sum|max|bucket)$", "");
        assertThat(text).containsAnyOf("# HELP " + name + " ", "# HELP " + family + " ");
      }
    }
  }
}
