package io.tollgate.adminapi.gate;

import java.util.Optional;

/**
 * A decision in words.
 *
 * @param sentence what decided.
 * @param rule the rule that decided.
 * @param remedy what would help; empty where nothing is wrong.
 */
public record Wording(String sentence, String rule, Optional<String> remedy) {
  static Wording of(final String sentence, final String rule, final String remedy) {
    return new Wording(sentence, rule, Optional.of(remedy));
  }
}
