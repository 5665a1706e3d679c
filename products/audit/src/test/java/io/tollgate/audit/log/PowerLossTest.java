package io.tollgate.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power fails while a batch is written: of the bytes that were not yet forced each block is there,
 * is zero, or is garbage, in any order, and the file ends anywhere. From many seeds.
 */
final class PowerLossTest {
  private static final int SEEDS = 150;
  private static final int BLOCK = 256;

  @TempDir private Path root;

  @Test
  void shouldOpenWithAllThatWasForcedWhateverIsLeftOfTheBatchUnderWay() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      final Random random = new Random(seed);
      final LogFixture fixture =
          new LogFixture(Files.createDirectory(root.resolve("seed-" + seed)));
      // From one batch in the first segment to just before and just behind a full one.
      fixture.append(1 + random.nextInt(36));
      final long forced = fixture.log.durableSize();
      final byte[] given = fixture.head();
      final Path segment = fixture.segment(forced >>> LogFixture.LEVEL << LogFixture.LEVEL);
      final int whole = (int) Files.size(segment);
      fixture.append(1 + random.nextInt(3));
      fixture.log.close();
      Files.write(fixture.directory.resolve("head"), headAfter(random, given));
      leaveOf(segment, whole, random);
      Files.deleteIfExists(fixture.segment(nextOf(forced)));
      if (nextOf(forced) <= fixture.log.durableSize()) {
        dropLastEntry(fixture.directory.resolve("index"), forced);
      }

      fixture.open();

      assertThat(fixture.log.durableSize()).as("seed %s", seed).isBetween(forced, forced + 3);
      fixture.append(20);
      assertThat(fixture.verify(given).finding()).as("seed %s", seed).isEmpty();
      fixture.log.close();
    }
  }

  private static long nextOf(final long size) {
    return ((size >>> LogFixture.LEVEL) + 1) << LogFixture.LEVEL;
  }

  /** The index is written after the batch that fills the segment. */
  private static void dropLastEntry(final Path index, final long forced) throws IOException {
    final byte[] entries = Files.readAllBytes(index);
    Files.write(index, Arrays.copyOf(entries, (int) (forced >>> LogFixture.LEVEL) * 96));
  }

  /** It is replaced in one step, but its bytes are not forced. */
  private static byte[] headAfter(final Random random, final byte[] given) {
    return switch (random.nextInt(3)) {
      case 0 -> new byte[0];
      case 1 -> new byte[given.length];
      default -> given;
    };
  }

  private static void leaveOf(final Path segment, final int forced, final Random random)
      throws IOException {
    final byte[] all = Files.readAllBytes(segment);
    for (int at = forced; at < all.length; at += BLOCK) {
      final int end = Math.min(all.length, at + BLOCK);
      switch (random.nextInt(3)) {
        case 0 -> Arrays.fill(all, at, end, (byte) 0);
        case 1 -> {
          final byte[] garbage = new byte[end - at];
          random.nextBytes(garbage);
          System.arraycopy(garbage, 0, all, at, garbage.length);
        }
        default -> {
          // It came to the disk.
        }
      }
    }
    final int length =
        random.nextBoolean()
            ? all.length
            : forced + random.nextInt(Math.max(1, all.length - forced));
    Files.write(segment, Arrays.copyOf(all, length));
  }
}
