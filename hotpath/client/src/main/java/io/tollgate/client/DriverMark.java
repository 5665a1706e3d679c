package io.tollgate.client;

import io.aeron.CncFileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tells one run of a media driver from the next in the same directory: after a kill the new one
 * replaces the files, and a client that mapped the old ones would wait for a time-out.
 *
 * @param startTimestampMs when the driver started.
 * @param pid of the driver.
 */
record DriverMark(long startTimestampMs, long pid) {
  /** The mark of the driver in a directory, or empty where there is none. */
  static Optional<DriverMark> read(final Path aeronDirectory) {
    try (InputStream in =
        Files.newInputStream(aeronDirectory.resolve(CncFileDescriptor.CNC_FILE))) {
      final byte[] bytes = in.readNBytes(CncFileDescriptor.META_DATA_LENGTH);
      if (bytes.length < CncFileDescriptor.META_DATA_LENGTH) {
        return Optional.empty();
      }
      final UnsafeBuffer metaData = new UnsafeBuffer(bytes);
      return Optional.of(
          new DriverMark(
              metaData.getLong(CncFileDescriptor.startTimestampOffset(0)),
              metaData.getLong(CncFileDescriptor.pidOffset(0))));
    } catch (final IOException e) {
      return Optional.empty();
    }
  }
}
