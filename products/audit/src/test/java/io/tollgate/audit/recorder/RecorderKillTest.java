package io.tollgate.audit.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.log.SignedPosition;
import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.MerkleProofs;
import io.tollgate.audit.proof.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process that writes the logs is killed (SIGKILL) wherever it happens to be. How often says
 * -Dtollgate.audit.kills, from which seed -Dtollgate.audit.seed.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class RecorderKillTest {
  private static final int KILLS = Integer.getInteger("tollgate.audit.kills", 4);
  private static final long MAX_AHEAD = 400;
  private static final long SEED = Long.getLong("tollgate.audit.seed", 1);

  @TempDir private Path root;

  @Test
  void shouldRecordEverythingOnceAndKeepEveryCheckpointHoweverOftenItIsKilled() throws Exception {
    final Random random = new Random(SEED);
    final List<byte[]> given = new ArrayList<>();
    try (RecorderRig rig = new RecorderRig(root)) {
      long last = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        final Process process = startProcess();
        try {
          final long wanted = last + 1 + random.nextInt(400);
          while (SignedPosition.in(root.resolve("audit")) < wanted) {
            if (last < wanted + MAX_AHEAD) {
              last = rig.append(1 + random.nextInt(20), random.nextInt(1_000));
            }
            collectHeads(rig, given);
            assertThat(process.isAlive()).isTrue();
            TimeUnit.MILLISECONDS.sleep(1);
          }
          last = rig.append(random.nextInt(50) + 1, random.nextInt(1_000));
          // Not to wait for anything: so that it dies somewhere else each time.
          TimeUnit.MILLISECONDS.sleep(random.nextInt(30));
        } finally {
          process.destroyForcibly().waitFor();
        }
        rig.assertIntact(given);
      }
      rig.recordTo(last);

      assertThat(rig.positions())
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
      assertThat(given).hasSizeGreaterThan(KILLS);
      rig.assertIntact(given);
      for (final byte[] note : given) {
        assertConsistent(rig, Checkpoint.parse(SignedNote.parse(note).text()));
      }
    }
  }

  private static void collectHeads(final RecorderRig rig, final List<byte[]> given)
      throws IOException {
    for (final RetentionClass retention : RetentionClass.values()) {
      final Path head = rig.log(retention).resolve("head");
      if (Files.exists(head)) {
        final byte[] note = Files.readAllBytes(head);
        if (given.stream().noneMatch(it -> java.util.Arrays.equals(it, note))) {
          given.add(note);
        }
      }
    }
  }

  private static void assertConsistent(final RecorderRig rig, final Checkpoint before) {
    final String name = before.origin().substring(before.origin().lastIndexOf('/') + 1);
    final LogReader reader = LogReader.open(rig.root.resolve("audit").resolve(name));
    assertThat(
            new MerkleProofs()
                .isConsistent(
                    before.size(),
                    before.root(),
                    reader.checkpoint().size(),
                    reader.checkpoint().root(),
                    reader.consistencyProof(before.size())))
        .as("%s of %s", before.size(), before.origin())
        .isTrue();
  }

  private Process startProcess() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Path.of("..", "..", "ops", "jvm", "common.args"),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            RecorderProcess.class.getName(),
            root.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
