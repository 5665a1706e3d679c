package io.tollgate.support.event;

import java.util.Optional;

/**
 * How a product's events in the journal are told by who keeps them for others. Whatever has no
 * words stays sealed, so words may only be given to events in which nothing is personal or secret.
 * Any thread.
 */
public interface EventVocabulary {
  /** The product's code in the gate's schema. */
  int product();

  /**
   * The words for an event.
   *
   * @param eventType of the product's own registry.
   * @return empty where there are none, or the payload is not of its form.
   */
  Optional<EventWords> wordsOf(int eventType, byte[] payload);
}
