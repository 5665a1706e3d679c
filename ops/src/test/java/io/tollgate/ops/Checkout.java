package io.tollgate.ops;

import io.tollgate.ops.cli.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The launcher of this checkout, with the jars that the build has just made. */
public final class Checkout {

  public static final Path ROOT = findRoot();
  public static final Path LIB = ROOT.resolve("ops/target/tollgate/lib");

  /**
   * What a command did.
   *
   * @param output of both streams
   */
  public record Result(int exitCode, String output) {}

  private Checkout() {}

  private static Path findRoot() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return directory;
  }

  /** Variables under which commands run on a data directory of their own, at any free port. */
  public static Map<String, String> environment(final Path data) {
    return Map.of(
        "TOLLGATE_LIB", LIB.toString(),
        "TOLLGATE_DATA", data.resolve("data").toString(),
        "TOLLGATE_PORT", "0");
  }

  /** Starts the launcher with these arguments. */
  public static Process start(final Path data, final String... arguments) {
    final List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("ops/tollgate").toString());
    command.addAll(List.of(arguments));
    final ProcessBuilder builder =
        new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment(data));
    try {
      return builder.start();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the launcher to its end. */
  public static Result run(final Path data, final String... arguments) {
    return await(start(data, arguments));
  }

  /** Reads what a process says, until it ends. */
  public static Result await(final Process process) {
    try {
      final String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The metrics of the gate that runs on a data directory. */
  public static String metrics(final Path data) {
    try {
      final String url =
          Json.parse(Files.readString(data.resolve("data/run/api.json"))).path("url").asText();
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(url + "/metrics")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
