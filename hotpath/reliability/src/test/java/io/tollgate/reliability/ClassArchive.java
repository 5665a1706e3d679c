package io.tollgate.reliability;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import net.openhft.chronicle.hash.VanillaGlobalMutableState;
import net.openhft.chronicle.values.ValueModel;

/**
 * What makes an engine's JVM start three times as fast, so that it can be killed that much more
 * often: an archive of its classes (class data sharing takes them from jars only), and the one
 * class that Chronicle Map would have compiled at every start.
 */
final class ClassArchive {
  private static final String COMPILED = "VanillaGlobalMutableState$$Native";

  private final String classPath;
  private final Path archive;

  private ClassArchive(final String classPath, final Path archive) {
    this.classPath = classPath;
    this.archive = archive;
  }

  /** Makes the archive of an engine, by starting and closing one. */
  static ClassArchive ofEngine(final Path directory) {
    try {
      final List<String> entries = new ArrayList<>();
      entries.add(jarOf(compiled(directory.resolve("compiled")), directory.resolve("0.jar")));
      for (final String entry : System.getProperty("java.class.path").split(":", -1)) {
        final Path path = Path.of(entry);
        if (Files.isDirectory(path)) {
          entries.add(jarOf(path, directory.resolve(entries.size() + ".jar")));
        } else if (Files.exists(path) && !entry.contains("logback")) {
          entries.add(unsigned(path, directory.resolve(entries.size() + ".jar")));
        }
      }
      final ClassArchive made =
          new ClassArchive(String.join(":", entries), directory.resolve("engine.jsa"));
      made.train(directory.resolve("data"));
      return made;
    } catch (final IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("cannot archive the engine's classes", e);
    }
  }

  private void train(final Path data) {
    final List<String> options = List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off");
    final ChildJvm child =
        new ChildJvm(
            classPath,
            options,
            EngineChild.class,
            new EngineSettings(data).toArguments(EngineChild.COLD));
    child.say(EngineChild.GO);
    child.hear(EngineChild.READY);
    child.end();
  }

  private static Path compiled(final Path directory)
      throws IOException, ReflectiveOperationException {
    final Method generator =
        Class.forName("net.openhft.chronicle.values.Generators")
            .getDeclaredMethod("generateNativeClass", ValueModel.class, String.class);
    generator.setAccessible(true);
    final ValueModel model = ValueModel.acquire(VanillaGlobalMutableState.class);
    Files.createDirectories(directory);
    final Path source = directory.resolve(COMPILED + ".java");
    Files.writeString(source, (String) generator.invoke(null, model, COMPILED));
    final int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                source.toString());
    if (failed != 0) {
      throw new IllegalStateException("cannot compile " + COMPILED);
    }
    return directory;
  }

  /** Classes of signed jars are verified at every start, and cannot be archived. */
  private static String unsigned(final Path jar, final Path copy) throws IOException {
    if (!jar.getFileName().toString().startsWith("bcprov")) {
      return jar.toString();
    }
    try (FileSystem from = FileSystems.newFileSystem(jar)) {
      try (OutputStream out = Files.newOutputStream(copy);
          JarOutputStream entries = new JarOutputStream(out);
          Stream<Path> files = Files.walk(from.getPath("/"))) {
        files
            .filter(file -> file.toString().endsWith(".class"))
            .filter(file -> !file.startsWith("/META-INF"))
            .forEach(file -> add(entries, from.getPath("/"), file));
      }
    }
    return copy.toString();
  }

  private static String jarOf(final Path directory, final Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(directory)) {
      files.filter(Files::isRegularFile).forEach(file -> add(entries, directory, file));
    }
    return jar.toString();
  }

  private static void add(final JarOutputStream jar, final Path directory, final Path file) {
    try {
      jar.putNextEntry(new JarEntry(directory.relativize(file).toString()));
      Files.copy(file, jar);
      jar.closeEntry();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts an engine's JVM; the engine itself waits for {@link EngineChild#GO}.
   *
   * @param settings of the engine.
   * @param warmUp a directory for an engine before, so that the JVM is warm, or {@link
   *     EngineChild#COLD}.
   */
  ChildJvm newEngine(final EngineSettings settings, final String warmUp) {
    return new ChildJvm(
        classPath,
        List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto"),
        EngineChild.class,
        settings.toArguments(warmUp));
  }
}
