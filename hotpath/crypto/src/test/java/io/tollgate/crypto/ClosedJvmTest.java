package io.tollgate.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens in a JVM that was started without opening the JDK's internals. */
class ClosedJvmTest {
  @Test
  void shouldFallBackWithOneWarningAndTheSameTags(@TempDir final Path directory)
      throws IOException, InterruptedException {
    final Path output = directory.resolve("output");
    final Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    TagPrinter.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    final List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as("%s", lines).isZero();
    assertThat(lines).filteredOn(line -> line.contains("WARN")).hasSize(1);
    assertThat(lines)
        .filteredOn(line -> line.contains("WARN"))
        .first()
        .asString()
        .contains("--add-opens java.base/sun.security.provider=ALL-UNNAMED");
    assertThat(lines)
        .contains("JAVAX " + TagPrinter.tag(HmacSha256.create(HmacSha256Backend.MIDSTATE)))
        .contains("MIDSTATE refused");
  }

  /** Runs in the closed JVM. */
  static final class TagPrinter {
    private TagPrinter() {}

    public static void main(final String[] args) {
      final HmacSha256 first = HmacSha256.create();
      final HmacSha256 second = HmacSha256.create();
      System.out.println(first.backend() + " " + tag(second));
      try {
        HmacSha256.create(HmacSha256Backend.MIDSTATE);
      } catch (final IllegalStateException e) {
        System.out.println("MIDSTATE refused");
      }
    }

    static String tag(final HmacSha256 hmac) {
      final byte[] longKey = new byte[70];
      final byte[] tag = new byte[HmacSha256.TAG_LENGTH];
      hmac.tag(
          new HmacSha256Key().init(longKey, 0, longKey.length),
          new UnsafeBuffer(new byte[119]),
          0,
          119,
          tag,
          0);
      return HexFormat.of().formatHex(tag);
    }
  }
}
