package io.tollgate.ops.command;

import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.ConfigurationLoader;
import io.tollgate.ops.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The settings that can be given on the command line; they win over every other source. */
public final class ConfigurationOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings (TOLLGATE_CONFIG; default tollgate.properties in the data directory)")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory (default ~/.tollgate)")
  private String data;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "TCP port of the REST API; 0 takes any that is free (default 7070)")
  private String port;

  @Option(
      names = "--roles",
      paramLabel = "ROLE,...",
      description = "What runs in this process: engine, products, api (default all)")
  private String roles;

  /** Puts together what is in effect. */
  public Configuration load() {
    return new ConfigurationLoader(System.getenv()).load(file, options());
  }

  /** The same options as words of a command line, for another process. */
  public List<String> arguments() {
    final List<String> arguments = new ArrayList<>();
    if (file != null) {
      arguments.add("--config=" + file.toAbsolutePath());
    }
    options().forEach((key, text) -> arguments.add("--" + key + "=" + text));
    return arguments;
  }

  private Map<String, String> options() {
    final Map<String, String> options = new LinkedHashMap<>();
    put(options, Settings.DATA.key(), data);
    put(options, Settings.PORT.key(), port);
    put(options, Settings.ROLES.key(), roles);
    return options;
  }

  private static void put(final Map<String, String> options, final String key, final String value) {
    if (value != null) {
      options.put(key, value);
    }
  }
}
