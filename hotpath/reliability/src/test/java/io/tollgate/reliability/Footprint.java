package io.tollgate.reliability;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an engine's process takes, as the system says, and its trend.
 *
 * <p>The driver keeps what belonged to a closed client for some seconds (log buffers of 6 MiB, five
 * counters, their mappings), and tables that fill touch memory for the first time, so samples
 * differ by some such clients. What is lost with each client, or with each file of the journal,
 * comes to many times that in a run.
 */
final class Footprint {
  private static final long KIB = 1024;
  private static final long MIB = KIB * KIB;
  private static final Pattern USED = Pattern.compile(" used (\\d+)K");

  private final Path aeronDirectory;
  private final Trend heap = new Trend("heap after GC (bytes)", 2 * MIB);
  private final Trend anonymous = new Trend("anonymous memory (bytes)", 4 * MIB);
  private final Trend mapped = new Trend("mapped memory (bytes)", 64 * MIB);
  private final Trend maps = new Trend("mappings", 16);
  private final Trend files = new Trend("open files", 6);
  private final Trend threads = new Trend("threads", 2);
  private final Trend aeron = new Trend("Aeron directory (bytes)", 24 * MIB);
  private final Trend counters = new Trend("counters", 16);

  Footprint(final Path aeronDirectory) {
    this.aeronDirectory = aeronDirectory;
  }

  List<Trend> trends() {
    return List.of(heap, anonymous, mapped, maps, files, threads, aeron, counters);
  }

  /** Takes another sample of a process. */
  void sample(final double seconds, final long pid, final int counterCount) {
    final Path proc = Path.of("/proc", Long.toString(pid));
    final String status = read(proc.resolve("status"));
    heap.add(seconds, heapAfterCollection(pid));
    anonymous.add(seconds, kib(status, "RssAnon"));
    mapped.add(seconds, kib(status, "RssFile") + kib(status, "RssShmem"));
    maps.add(seconds, read(proc.resolve("maps")).lines().count());
    files.add(seconds, count(proc.resolve("fd")));
    threads.add(seconds, count(proc.resolve("task")));
    aeron.add(seconds, bytes(aeronDirectory));
    counters.add(seconds, counterCount);
  }

  /** What follows is of another process. */
  void clear() {
    trends().forEach(Trend::clear);
  }

  private static long kib(final String status, final String name) {
    final Matcher matcher = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(status);
    return matcher.find() ? Long.parseLong(matcher.group(1)) * KIB : 0;
  }

  private static long heapAfterCollection(final long pid) {
    jcmd(pid, "GC.run");
    final Matcher matcher = USED.matcher(jcmd(pid, "GC.heap_info"));
    long used = 0;
    // Young and old; what follows is not heap.
    for (int i = 0; i < 2 && matcher.find(); i++) {
      used += Long.parseLong(matcher.group(1)) * KIB;
    }
    return used;
  }

  private static String jcmd(final long pid, final String command) {
    final String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      final Process process =
          new ProcessBuilder(tool, Long.toString(pid), command).redirectErrorStream(true).start();
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        return String.join("\n", output.lines().toList());
      }
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(final Path file) {
    try {
      return Files.readString(file);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long count(final Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.count();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytes(final Path directory) {
    try (Stream<Path> entries = Files.walk(directory)) {
      return entries.map(Path::toFile).mapToLong(File::length).sum();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
