package io.tollgate.identity.flow;

import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.domain.RequestRefused;
import io.tollgate.support.event.EventVocabulary;
import io.tollgate.support.event.EventWords;
import java.util.Optional;

/**
 * Identity's refusals in words: why, and what was asked for, of which {@link RequestRefused} says
 * that it holds no secret and nothing of what was sent. All else that identity tells stays sealed.
 */
public final class IdentityWords implements EventVocabulary {
  private static final int MAX_SUBJECT = 200;

  /** For whoever records events. */
  public IdentityWords() {}

  @Override
  public int product() {
    return IdentityEvent.PRODUCT;
  }

  @Override
  public Optional<EventWords> wordsOf(final int eventType, final byte[] payload) {
    return IdentityEvent.read(eventType, payload)
        .filter(RequestRefused.class::isInstance)
        .map(RequestRefused.class::cast)
        .map(IdentityWords::ofRefusal);
  }

  private static EventWords ofRefusal(final RequestRefused refused) {
    final String subject = plain(refused.subject());
    return new EventWords(
        "identity.refused",
        "refuse",
        subject,
        "{\"reason\":\"" + refused.refusal() + "\",\"subject\":\"" + subject + "\"}");
  }

  /** The journal is believed in nothing: what JSON wants escaped does not get there. */
  private static String plain(final String subject) {
    final String cut =
        subject.length() <= MAX_SUBJECT ? subject : subject.substring(0, MAX_SUBJECT);
    return cut.replaceAll("[^ -~]|[\"\\\\]", "?");
  }
}
