package io.tollgate.ops.gate;

import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.config.GateHome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.agrona.CloseHelper;

/** Keeps apart the processes of a gate, which share a data directory, and what wants it alone. */
public final class HomeLock implements AutoCloseable {
  private final FileChannel channel;

  private HomeLock(final FileChannel channel) {
    this.channel = channel;
  }

  /**
   * For a process of the gate, as long as it runs.
   *
   * @throws CliException where something wants the directory alone
   */
  public static HomeLock shared(final GateHome home) {
    return acquire(
        home, true, "the root key of " + home.root() + " is being changed; wait for that");
  }

  /**
   * For what wants the directory alone.
   *
   * @throws CliException where a process of the gate runs
   */
  public static HomeLock alone(final GateHome home) {
    return acquire(
        home, false, "a gate is up on " + home.root() + "; stop it first with: ops/tollgate down");
  }

  private static HomeLock acquire(
      final GateHome home, final boolean isShared, final String otherwise) {
    FileChannel channel = null;
    try {
      Files.createDirectories(
          home.run(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      channel =
          FileChannel.open(
              home.run().resolve("home.lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
      final FileLock lock = channel.tryLock(0, Long.MAX_VALUE, isShared);
      if (lock == null) {
        throw CliException.failure(otherwise);
      }
      return new HomeLock(channel);
    } catch (final IOException e) {
      CloseHelper.quietClose(channel);
      throw CliException.failure("cannot lock " + home.root() + ": " + e.getMessage());
    } catch (final CliException e) {
      CloseHelper.quietClose(channel);
      throw e;
    }
  }

  /** Throws where it is not held any more. */
  public void require() {
    if (!channel.isOpen()) {
      throw new IllegalStateException("the lock was given up");
    }
  }

  @Override
  public void close() {
    CloseHelper.quietClose(channel);
  }
}
