package io.tollgate.ops.config;

import io.tollgate.secrets.EnvironmentRootKey;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts the settings together: defaults, then the file, then the environment, then options of the
 * command line; the later wins. What is not known is refused, so that a typing error shows.
 */
public final class ConfigurationLoader {

  /** Variables that are read, but are no settings of the gate. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of(
          "TOLLGATE_LIB",
          "TOLLGATE_CONFIG",
          "TOLLGATE_URL",
          "TOLLGATE_TOKEN_FILE",
          EnvironmentRootKey.VARIABLE,
          EnvironmentRootKey.OLD_VARIABLE);

  private static final String PREFIX = "TOLLGATE_";

  private final Map<String, String> environment;

  public ConfigurationLoader(final Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Loads and checks everything.
   *
   * @param file named by --config, or null: then TOLLGATE_CONFIG, then tollgate.properties in the
   *     data directory where that exists
   * @param options text of the options given, by key
   * @throws ConfigurationException where a key is unknown, a value is none, or a file cannot be
   *     read
   */
  public Configuration load(final Path file, final Map<String, String> options) {
    refuseUnknownVariables();
    final Map<String, String> texts = new HashMap<>();
    final Map<String, String> sources = new HashMap<>();
    for (final Setting<?> setting : Settings.ALL) {
      put(texts, sources, setting.key(), setting.defaultText(), "default");
    }
    applyFile(file, options, texts, sources);
    for (final Setting<?> setting : Settings.ALL) {
      final String text = environment.get(setting.environmentName());
      if (text != null) {
        put(texts, sources, setting.key(), text, "environment " + setting.environmentName());
      }
    }
    options.forEach((key, text) -> put(texts, sources, key, text, "option --" + key));
    final Map<Setting<?>, Configuration.Value> values = new HashMap<>();
    for (final Setting<?> setting : Settings.ALL) {
      final String text = texts.get(setting.key());
      final String source = sources.get(setting.key());
      values.put(setting, new Configuration.Value(text, source, setting.parse(text, source)));
    }
    return new Configuration(values);
  }

  private void applyFile(
      final Path named,
      final Map<String, String> options,
      final Map<String, String> texts,
      final Map<String, String> sources) {
    final String variable = environment.get("TOLLGATE_CONFIG");
    if (named != null) {
      applyProperties(named, texts, sources);
    } else if (variable != null) {
      applyProperties(Path.of(variable), texts, sources);
    } else {
      final Path standard = standardHome(options).configurationFile();
      if (Files.exists(standard)) {
        applyProperties(standard, texts, sources);
        if (sources.get(Settings.DATA.key()).startsWith("file ")) {
          throw new ConfigurationException(
              standard + ": a file inside the data directory cannot name another data directory");
        }
      }
    }
  }

  private GateHome standardHome(final Map<String, String> options) {
    final String option = options.get(Settings.DATA.key());
    if (option != null) {
      return Settings.DATA.parse(option, "option --data");
    }
    final String name = Settings.DATA.environmentName();
    return Settings.DATA.parse(
        environment.getOrDefault(name, Settings.DATA.defaultText()), "environment " + name);
  }

  private static void applyProperties(
      final Path file, final Map<String, String> texts, final Map<String, String> sources) {
    final String source = "file " + file;
    read(file)
        .forEach(
            (key, text) -> {
              if (!texts.containsKey(key)) {
                throw new ConfigurationException(
                    source + ": unknown key " + key + "; the keys are " + keys());
              }
              put(texts, sources, key, text, source);
            });
  }

  private static Map<String, String> read(final Path file) {
    final Properties properties = new UniqueProperties();
    try (Reader reader = new StringReader(Files.readString(file, StandardCharsets.UTF_8))) {
      properties.load(reader);
    } catch (final IOException | IllegalArgumentException e) {
      throw new ConfigurationException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return properties.entrySet().stream()
        .collect(Collectors.toMap(e -> (String) e.getKey(), e -> (String) e.getValue()));
  }

  private void refuseUnknownVariables() {
    final Set<String> known =
        Settings.ALL.stream().map(Setting::environmentName).collect(Collectors.toSet());
    for (final String name : environment.keySet()) {
      if (name.startsWith(PREFIX) && !known.contains(name) && !OTHER_VARIABLES.contains(name)) {
        throw new ConfigurationException(
            "environment variable " + name + " is not known; the keys are " + keys());
      }
    }
  }

  private static String keys() {
    return Settings.ALL.stream().map(Setting::key).collect(Collectors.joining(", "));
  }

  private static void put(
      final Map<String, String> texts,
      final Map<String, String> sources,
      final String key,
      final String text,
      final String source) {
    texts.put(key, text);
    sources.put(key, source);
  }

  /** Properties in which a key stands once: two values for one key are a mistake. */
  private static final class UniqueProperties extends Properties {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Object put(final Object key, final Object value) {
      if (containsKey(key)) {
        throw new IllegalArgumentException("the key " + key + " stands twice");
      }
      return super.put(key, value);
    }
  }
}
