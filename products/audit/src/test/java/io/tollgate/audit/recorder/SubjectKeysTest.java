package io.tollgate.audit.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.audit.proof.SealedField;
import io.tollgate.secrets.SecretStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SubjectKeysTest {
  private static final byte[] PLAIN = "alice".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path secrets;

  @Test
  void shouldForgetAndGoOnWhereItWasKilledBetweenOverwritingAKeyAndRemovingItsFile()
      throws IOException {
    final SealedField before =
        new SubjectKeys(SecretStore.open(secrets)).seal("actor:alice", 1, 7, PLAIN);
    final Path file = secrets.resolve("subjects").resolve(HexFormat.of().formatHex(before.keyId()));
    Files.write(file, new byte[(int) Files.size(file)]);

    final SubjectKeys after = new SubjectKeys(SecretStore.open(secrets));

    assertThat(after.open(before, 7)).isEmpty();
    final SealedField anew = after.seal("actor:alice", 1, 8, PLAIN);
    assertThat(after.open(anew, 8)).hasValue(PLAIN);
    assertThat(after.open(before, 7)).isEmpty();
  }
}
