package io.tollgate.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts JVMs with the options and the class path of this one. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * A JVM like this one.
   *
   * @param extraOptions options after this JVM's own; the later one wins.
   * @param main the class to run.
   * @param args its command line.
   * @return not started yet.
   */
  public static ProcessBuilder of(
      final List<String> extraOptions, final Class<?> main, final List<String> args) {
    final List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(extraOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(args);
    return new ProcessBuilder(command);
  }
}
