package io.tollgate.bench.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What the figures were measured on.
 *
 * @param facts names and values, in the order to show them.
 */
public record Environment(Map<String, String> facts) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path GOVERNOR =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final Path CLOCK =
      Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");
  private static final String NOT_VISIBLE = "not visible";
  private static final long KIB_IN_A_MIB = 1024;

  /** Copies the map. */
  public Environment {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * Reads it now.
   *
   * @param source a directory of the working tree that was built.
   * @return what can be seen; what cannot is said to be not visible.
   */
  public static Environment read(final Path source) {
    final Map<String, String> facts = new LinkedHashMap<>();
    final List<String> cpu = lines(CPU_INFO);
    facts.put("CPU", field(cpu, "model name") + " at " + field(cpu, "cpu MHz") + " MHz");
    facts.put("Cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put(
        "SHA instructions", (" " + field(cpu, "flags") + " ").contains(" sha_ni ") ? "yes" : "no");
    facts.put("Virtualised", field(cpu, "flags").contains("hypervisor") ? "yes" : "not visibly");
    facts.put("Frequency governor", text(GOVERNOR));
    facts.put("Memory", mebibytes("MemTotal") + ", available " + mebibytes("MemAvailable"));
    facts.put("Transparent huge pages", text(HUGE_PAGES));
    facts.put("Clock source", text(CLOCK));
    facts.put("Kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("JDK", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("JVM options", jvmOptions());
    facts.put("Load average", text(Path.of("/proc/loadavg")));
    facts.put("Source", commit(source));
    return new Environment(facts);
  }

  private static String jvmOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .collect(Collectors.joining(" "));
  }

  private static String mebibytes(final String name) {
    final String kib = field(lines(Path.of("/proc/meminfo")), name).replace(" kB", "");
    return kib.equals(NOT_VISIBLE) ? kib : Long.parseLong(kib) / KIB_IN_A_MIB + " MiB";
  }

  private static String field(final List<String> lines, final String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name) && line.indexOf(':') > 0)
        .filter(line -> line.substring(0, line.indexOf(':')).trim().equals(name))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse(NOT_VISIBLE);
  }

  private static String text(final Path file) {
    return lines(file).stream().findFirst().orElse(NOT_VISIBLE);
  }

  private static List<String> lines(final Path file) {
    try {
      return Files.readAllLines(file);
    } catch (final IOException notThere) {
      return List.of();
    }
  }

  private static String commit(final Path source) {
    final Optional<String> commit = git(source, "rev-parse", "--short=12", "HEAD");
    final boolean changed =
        git(source, "status", "--porcelain", "--untracked-files=no")
            .filter(s -> !s.isEmpty())
            .isPresent();
    return commit.map(id -> changed ? id + " with changes" : id).orElse(NOT_VISIBLE);
  }

  private static Optional<String> git(final Path source, final String... words) {
    final String[] command = new String[words.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = source.toString();
    System.arraycopy(words, 0, command, 3, words.length);
    try {
      final Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      final String said =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0
          ? Optional.of(said)
          : Optional.empty();
    } catch (final IOException noGit) {
      return Optional.empty();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
