package io.tollgate.identity.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.identity.domain.IdentityEvent.TenantCreated;
import io.tollgate.identity.domain.Refusal;
import io.tollgate.identity.domain.RequestRefused;
import io.tollgate.support.event.EventWords;
import org.junit.jupiter.api.Test;

class IdentityWordsTest {
  private final IdentityWords words = new IdentityWords();

  @Test
  void shouldSayWhyAndWhatWasRefused() {
    final RequestRefused event = new RequestRefused(Refusal.KEY_IN_USE, "key rotation");

    assertThat(words.wordsOf(event.type(), event.payload()))
        .hasValue(
            new EventWords(
                "identity.refused",
                "refuse",
                "key rotation",
                "{\"reason\":\"KEY_IN_USE\",\"subject\":\"key rotation\"}"));
  }

  @Test
  void shouldKeepToPlainTextWhateverTheJournalHas() {
    final RequestRefused event =
        new RequestRefused(Refusal.KEY_IN_USE, "a\"},\\\n\u00e9".repeat(100));

    final EventWords told = words.wordsOf(event.type(), event.payload()).orElseThrow();

    assertThat(told.resource()).hasSize(200).startsWith("a?},???");
    assertThat(told.details()).endsWith("}");
  }

  @Test
  void shouldSayNothingOfWhatMayBePersonalOrCannotBeRead() {
    final TenantCreated tenant = new TenantCreated(1, "Alice");
    assertThat(words.wordsOf(tenant.type(), tenant.payload())).isEmpty();
    assertThat(words.wordsOf(4, new byte[] {1})).isEmpty();
    assertThat(words.wordsOf(99, new byte[] {1})).isEmpty();
  }
}
