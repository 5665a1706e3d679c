package io.tollgate.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.crypto.Ed25519KeyPair;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignedNoteTest {
  /** The example of C2SP signed-note. */
  private static final String KEY =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

  private static final String NOTE =
      """
      This is an example message.

      \u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
      """;

  @Test
  void shouldAcceptThePublishedExample() {
    final VerifierKey key = VerifierKey.parse(KEY);

    assertThat(key).hasToString(KEY);
    assertThat(parse(NOTE).verdict(key)).isEqualTo(SignedNote.Verdict.VALID);
    assertThat(parse(NOTE.replace("an example", "no example")).verdict(key))
        .isEqualTo(SignedNote.Verdict.INVALID);
  }

  @Test
  void shouldRefuseKeysWhoseHashIsNotTheirs() {
    assertThatThrownBy(() -> VerifierKey.parse(KEY.replace("530d903a", "530d903b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldReadBackTheCheckpointThatWasSigned() {
    final Ed25519KeyPair pair = Ed25519KeyPair.fromSeed(new byte[32]);
    final VerifierKey key = new VerifierKey("example.com/log", pair.publicKey());
    final Checkpoint checkpoint = new Checkpoint("example.com/log", 7, new byte[32], 1_000, 12);

    final byte[] note = SignedNote.sign(checkpoint.text(), key, pair);

    assertThat(SignedNote.parse(note).verdict(key)).isEqualTo(SignedNote.Verdict.VALID);
    assertThat(SignedNote.parse(note).text())
        .isEqualTo(
            """
            example.com/log
            7
            AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            time 1000
            journal 12
            """);
    assertThat(Checkpoint.parse(SignedNote.parse(note).text()).size()).isEqualTo(7);
    assertThat(SignedNote.parse(note).verdict(VerifierKey.parse(KEY)))
        .isEqualTo(SignedNote.Verdict.OTHER_KEY);
  }

  @Test
  void shouldReadBackWhichJournalRecordACheckpointWasMadeAt() {
    final Checkpoint checkpoint =
        new Checkpoint("example.com/log", 7, new byte[32], 1_000, 12, 0x00C0_FFEEL);

    assertThat(checkpoint.text()).endsWith("\njournal 12 00c0ffee\n");
    assertThat(Checkpoint.parse(checkpoint.text()).journalCrc()).isEqualTo(0x00C0_FFEEL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "no signature\n",
        "text\n\n",
        "text\n\n-- name AAAA\n",
        "text\n\n\u2014 name !\n",
        "text\n\n\u2014 name AAAA\n",
        "te\u0001xt\n\n\u2014 name AAAAAAAA\n",
        "text\n\n\u2014 name AAAAAAAA"
      })
  void shouldRefuseWhatIsNoNote(final String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(ProofFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\n07\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\ntime 1\njournal 1\n",
        "a\n-7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\ntime 1\njournal 1\n",
        "a\n7\nAAAA\ntime 1\njournal 1\n",
        "a\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "a\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\ntime 1\njournal 1\nmore 1\n",
        "a\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\ntime 1\njournal 1 ABCDEF01\n",
        "a\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\ntime 1\njournal 1 1\n"
      })
  void shouldRefuseOtherFormsOfACheckpoint(final String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(ProofFormatException.class);
  }

  private static SignedNote parse(final String text) {
    return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
