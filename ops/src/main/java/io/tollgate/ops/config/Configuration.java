package io.tollgate.ops.config;

import java.util.Map;

/** The effective settings of one process, and where each came from. Immutable. */
public final class Configuration {

  /**
   * A setting's effective value.
   *
   * @param source for people: default, a file, an environment variable or an option
   */
  public record Value(String text, String source, Object parsed) {}

  private final Map<Setting<?>, Value> values;

  Configuration(final Map<Setting<?>, Value> values) {
    this.values = Map.copyOf(values);
  }

  /** Returns the setting's effective value; never null. */
  @SuppressWarnings("unchecked") // the loader stores what the setting's own parser made
  public <T> T get(final Setting<T> setting) {
    return (T) values.get(setting).parsed();
  }

  public Value value(final Setting<?> setting) {
    return values.get(setting);
  }

  public GateHome home() {
    return get(Settings.DATA);
  }
}
