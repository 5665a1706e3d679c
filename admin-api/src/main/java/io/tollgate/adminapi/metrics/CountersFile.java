package io.tollgate.adminapi.metrics;

import io.aeron.CncFileDescriptor;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.status.CountersReader;

/** A media driver's counters file, mapped for reading. */
final class CountersFile implements AutoCloseable {
  private final MappedByteBuffer mapped;
  private final CountersReader reader;

  private CountersFile(final MappedByteBuffer mapped) {
    this.mapped = mapped;
    final DirectBuffer metaData = CncFileDescriptor.createMetaDataBuffer(mapped);
    CncFileDescriptor.checkVersion(metaData.getInt(CncFileDescriptor.cncVersionOffset(0)));
    this.reader =
        new CountersReader(
            CncFileDescriptor.createCountersMetaDataBuffer(mapped, metaData),
            CncFileDescriptor.createCountersValuesBuffer(mapped, metaData),
            StandardCharsets.US_ASCII);
  }

  /**
   * Maps the file of a driver.
   *
   * @throws RuntimeException where there is none, or none of this version that is ready.
   */
  static CountersFile map(final Path aeronDirectory) {
    final MappedByteBuffer mapped =
        IoUtil.mapExistingFile(
            aeronDirectory.resolve(CncFileDescriptor.CNC_FILE).toFile(),
            MapMode.READ_ONLY,
            "counters");
    try {
      return new CountersFile(mapped);
    } catch (final RuntimeException e) {
      IoUtil.unmap(mapped);
      throw e;
    }
  }

  CountersReader reader() {
    return reader;
  }

  @Override
  public void close() {
    IoUtil.unmap(mapped);
  }
}
