package io.tollgate.adminapi.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AnswerSealTest {
  private final AnswerSeal seal = new AnswerSeal(new byte[32], new SecureRandom());

  @Test
  void shouldOpenWhatItSealed() {
    final String sealed = seal.seal("a secret ✓", "POST /v1/agents");

    assertThat(sealed).doesNotContain("secret");
    assertThat(seal.open(sealed, "POST /v1/agents")).hasValue("a secret ✓");
  }

  @Test
  void shouldSealTheSameTextDifferentlyEachTime() {
    assertThat(seal.seal("a", "b")).isNotEqualTo(seal.seal("a", "b"));
  }

  @Test
  void shouldNotOpenForAnotherRequestOrWithAnotherKey() {
    final String sealed = seal.seal("a", "one");
    final byte[] otherKey = new byte[32];
    otherKey[0] = 1;

    assertThat(seal.open(sealed, "other")).isEmpty();
    assertThat(new AnswerSeal(otherKey, new SecureRandom()).open(sealed, "one")).isEmpty();
  }

  @Test
  void shouldNotOpenWhatWasChanged() {
    final String sealed = seal.seal("text", "one");
    final byte[] bytes = Base64.getDecoder().decode(sealed.substring("sealed1.".length()));
    for (int i = 0; i < bytes.length; i++) {
      final byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThat(seal.open("sealed1." + Base64.getEncoder().encodeToString(changed), "one"))
          .isEmpty();
    }
    assertThat(seal.open("sealed1.", "one")).isEmpty();
    assertThat(seal.open("sealed1.!", "one")).isEmpty();
    assertThat(seal.open("text", "one")).isEmpty();
  }
}
