package io.tollgate.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that asks a key management service. It is run without a shell: {@code HOOK wrap} gets a
 * key of 64 hex digits and a line's end on its standard input and prints one line, by which the
 * service can find it again; {@code HOOK unwrap} gets that line and prints the key. It exits with
 * 0, within a time limit; what it prints to standard error is thrown away. Only its owner may be
 * able to change it.
 */
public final class KmsHook implements KeptRootKey.Form {
  private static final Logger LOGGER = LoggerFactory.getLogger(KmsHook.class);
  private static final int MAX_ANSWER = 16 * 1024;
  private static final int LEAST_PRINTABLE = 0x21;
  private static final int MOST_PRINTABLE = 0x7e;

  private final Path path;
  private final Duration timeout;

  /**
   * A hook.
   *
   * @param path an absolute path.
   * @param timeout after which it is killed, with all that it started.
   */
  public KmsHook(final Path path, final Duration timeout) {
    this.path = path;
    this.timeout = timeout;
  }

  /** Where the program is. */
  public Path path() {
    return path;
  }

  @Override
  public String toText(final byte[] key) {
    final String wrapped = call("wrap", new KeptRootKey.HexForm().toText(key));
    if (wrapped.isEmpty()
        || !wrapped.chars().allMatch(c -> c >= LEAST_PRINTABLE && c <= MOST_PRINTABLE)) {
      throw failed("wrap", "did not answer with one line of printable text without blanks");
    }
    // A key that does not come back must not seal anything.
    final byte[] back = ofText(wrapped);
    try {
      if (!Arrays.equals(back, key)) {
        throw failed("unwrap", "gave another key than it was given to wrap");
      }
      return wrapped;
    } finally {
      Arrays.fill(back, (byte) 0);
    }
  }

  @Override
  public byte[] ofText(final String text) {
    final byte[] key = new KeptRootKey.HexForm().ofText(call("unwrap", text));
    if (key == null) {
      throw failed("unwrap", "did not answer with 64 hex digits");
    }
    return key;
  }

  private String call(final String operation, final String input) {
    requireSafe();
    final ProcessBuilder builder =
        new ProcessBuilder(List.of(path.toString(), operation))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    EnvironmentRootKey.hideFrom(builder.environment());
    try {
      final Process process = builder.start();
      try {
        return answer(operation, process, input);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (final IOException e) {
      throw new SecretException("the KMS hook " + path + " cannot be run", e);
    }
  }

  private String answer(final String operation, final Process process, final String input)
      throws IOException {
    final long deadlineNs = System.nanoTime() + timeout.toNanos();
    final CompletableFuture<byte[]> reading = new CompletableFuture<>();
    final Thread reader = new Thread(() -> read(process, reading), "kms-hook");
    reader.setDaemon(true);
    reader.start();
    try {
      give(process, input);
      final byte[] bytes = reading.get(left(deadlineNs), TimeUnit.NANOSECONDS);
      if (bytes.length > MAX_ANSWER) {
        throw failed(operation, "answered with more than " + MAX_ANSWER + " bytes");
      }
      if (!process.waitFor(left(deadlineNs), TimeUnit.NANOSECONDS)) {
        throw failed(operation, "did not end within " + timeout.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw failed(operation, "ended with exit status " + process.exitValue());
      }
      return new String(bytes, StandardCharsets.ISO_8859_1).strip();
    } catch (final TimeoutException e) {
      throw failed(operation, "did not answer within " + timeout.toSeconds() + " s");
    } catch (final ExecutionException e) {
      throw failed(operation, "could not be read from");
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(operation, "was interrupted");
    }
  }

  private static void give(final Process process, final String input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write((input + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (final IOException hasEnded) {
      LOGGER.debug("the KMS hook ended before it had read everything");
    }
  }

  private static long left(final long deadlineNs) {
    return Math.max(1, deadlineNs - System.nanoTime());
  }

  private static void read(final Process process, final CompletableFuture<byte[]> reading) {
    try (InputStream out = process.getInputStream()) {
      reading.complete(out.readNBytes(MAX_ANSWER + 1));
    } catch (final IOException e) {
      reading.completeExceptionally(e);
    }
  }

  private void requireSafe() {
    try {
      if (!path.isAbsolute() || !Files.isRegularFile(path) || !Files.isExecutable(path)) {
        throw new SecretException("the KMS hook " + path + " is no program at an absolute path");
      }
      final var permissions = Files.getPosixFilePermissions(path);
      if (permissions.contains(PosixFilePermission.GROUP_WRITE)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new SecretException("the KMS hook " + path + " can be changed by others; chmod go-w");
      }
    } catch (final IOException e) {
      throw new SecretException("the KMS hook " + path + " cannot be looked at", e);
    }
  }

  private SecretException failed(final String operation, final String what) {
    return new SecretException("the KMS hook " + path + " (" + operation + ") " + what);
  }
}
