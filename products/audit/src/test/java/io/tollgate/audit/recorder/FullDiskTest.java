package io.tollgate.audit.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tollgate.support.consumer.ConsumerState;
import io.tollgate.support.consumer.StatusFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that really is small, where the machine lets the test mount one. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class FullDiskTest {
  private static final int TIMES = 2;

  @TempDir private Path root;

  @Test
  void shouldSayThatTheDiskIsFullAndGoOnWithoutLossOrDoublesOnceThereIsRoom() throws Exception {
    final Path disk = Files.createDirectories(root.resolve("audit"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()), "may not mount");
    try (RecorderRig rig = new RecorderRig(root)) {
      // Its status lies on the same disk.
      Files.createDirectory(disk.resolve("run"));
      Files.createSymbolicLink(root.resolve("run"), disk.resolve("run"));
      long last = rig.append(20, 0);
      try (AuditRecorder recorder = rig.start()) {
        for (int time = 0; time < TIMES; time++) {
          RecorderRig.awaitPosition(recorder, last);
          final Path filler = fill(disk.resolve("filler"));
          last = rig.append(200, time);
          RecorderRig.awaitState(recorder, ConsumerState.BACKING_OFF);
          await().atMost(RecorderRig.PATIENCE).until(() -> said() == ConsumerState.BACKING_OFF);
          Files.delete(filler);
          RecorderRig.awaitPosition(recorder, last);
          await().atMost(RecorderRig.PATIENCE).until(() -> said() == ConsumerState.RUNNING);
        }
      }
      assertThat(rig.positions())
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
      rig.assertIntact(List.of());
    } finally {
      run("umount", "--lazy", disk.toString());
    }
  }

  private ConsumerState said() {
    return StatusFile.read(root.resolve("run"), AuditRecorder.NAME).orElseThrow().status().state();
  }

  private static Path fill(final Path file) throws IOException {
    for (int length = 64 * 1024; length >= 1; length /= 2) {
      try (OutputStream out =
          Files.newOutputStream(
              file,
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.APPEND)) {
        while (true) {
          out.write(new byte[length]);
        }
      } catch (final IOException full) {
        assertThat(full).hasMessageContaining("No space");
      }
    }
    return file;
  }

  private static boolean run(final String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
