package io.tollgate.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class JoinSecretTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String TEXT = "tgj1." + "A".repeat(64);

  /** What is kept and signed must stay checkable, so the bytes are written out here. */
  @Test
  void shouldKeepItsHashAndTheBytesThatAreSigned() {
    final JoinSecret secret = JoinSecret.ofText(TEXT).orElseThrow();
    assertThat(secret.tokenId()).isEqualTo("00".repeat(16));
    final String hash = HEX.formatHex(secret.hash());
    assertThat(hash).isEqualTo("22f37d2c55923ad804b047d2a5225545f7a89a902fb16d753bba91266eaa1ec2");
    assertThat(HEX.formatHex(secret.message(HEX.parseHex("ab".repeat(32)), "é")))
        .isEqualTo(
            "746f6c6c676174652f76312f6a6f696e00"
                + "00".repeat(16)
                + hash
                + "ab".repeat(32)
                + "0200"
                + "c3a9");
  }

  @Test
  void shouldBeReadBackAndMatchItsOwnHashOnly() {
    final SecureRandom random = new SecureRandom();
    final JoinSecret secret = JoinSecret.random(random);
    assertThat(JoinSecret.ofText(secret.text()).orElseThrow().matches(secret.hash())).isTrue();
    assertThat(JoinSecret.random(random).matches(secret.hash())).isFalse();
    assertThat(secret.toString()).doesNotContain(secret.text().substring(30));
  }

  @Test
  void shouldReadNothingFromWhatIsNoToken() {
    for (final String text :
        new String[] {"", "tgj1.", TEXT + "A", TEXT.substring(1), "tgj1." + "!".repeat(64)}) {
      assertThat(JoinSecret.ofText(text)).isEmpty();
    }
  }
}
