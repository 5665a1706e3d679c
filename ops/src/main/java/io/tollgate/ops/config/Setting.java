package io.tollgate.ops.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One thing that can be configured: its key, what it means, its default, and how its text is read.
 *
 * @param key lower case, words separated by dots
 * @param defaultText what is read where nothing is set; may be empty
 * @param description for people: meaning, unit and range
 * @param parser throws IllegalArgumentException with a reason where the text is no value
 */
public record Setting<T>(
    String key, String defaultText, String description, Function<String, T> parser) {

  /** Returns the environment variable: TOLLGATE_ and the key in upper case with underscores. */
  public String environmentName() {
    return "TOLLGATE_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /**
   * Reads a text as a value of this setting.
   *
   * @throws ConfigurationException where the text is no value of this setting
   */
  public T parse(final String text, final String source) {
    try {
      return parser.apply(text.strip());
    } catch (final IllegalArgumentException e) {
      throw new ConfigurationException(
          key + " = " + text + " (" + source + "): " + e.getMessage(), e);
    }
  }

  static Setting<String> text(final String key, final String standard, final String description) {
    return new Setting<>(key, standard, description, Function.identity());
  }

  static Setting<Integer> integer(
      final String key,
      final int standard,
      final int least,
      final int most,
      final String description) {
    return new Setting<>(
        key,
        Integer.toString(standard),
        description + " (" + least + " to " + most + ")",
        text -> parseInteger(text, least, most));
  }

  static <E extends Enum<E>> Setting<E> choice(
      final String key, final E standard, final Class<E> type, final String description) {
    return new Setting<>(
        key,
        name(standard),
        description + " (" + names(type) + ")",
        text -> parseChoice(type, text));
  }

  static <E extends Enum<E>> Setting<List<E>> choices(
      final String key, final Class<E> type, final String description) {
    final String all =
        Arrays.stream(type.getEnumConstants()).map(Setting::name).collect(Collectors.joining(","));
    return choices(key, all, type, description);
  }

  static <E extends Enum<E>> Setting<List<E>> choices(
      final String key, final String standard, final Class<E> type, final String description) {
    return new Setting<>(
        key,
        standard,
        description + " (" + names(type) + "; separated by commas)",
        text ->
            Arrays.stream(text.split(",", -1))
                .map(part -> parseChoice(type, part.strip()))
                .distinct()
                .sorted()
                .toList());
  }

  private static int parseInteger(final String text, final int least, final int most) {
    final int value;
    try {
      value = Integer.parseInt(text);
    } catch (final NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number", e);
    }
    if (value < least || value > most) {
      throw new IllegalArgumentException("must be " + least + " to " + most);
    }
    return value;
  }

  private static <E extends Enum<E>> E parseChoice(final Class<E> type, final String text) {
    for (final E value : type.getEnumConstants()) {
      if (name(value).equals(text)) {
        return value;
      }
    }
    throw new IllegalArgumentException("must be one of " + names(type));
  }

  private static <E extends Enum<E>> String names(final Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Setting::name)
        .collect(Collectors.joining(", "));
  }

  private static String name(final Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
