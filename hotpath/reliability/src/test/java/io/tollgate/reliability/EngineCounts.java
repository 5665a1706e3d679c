package io.tollgate.reliability;

import io.aeron.CncFileDescriptor;
import io.tollgate.engine.DataDirectory;
import io.tollgate.engine.EngineCounter;
import io.tollgate.engine.domain.decision.Reason;
import java.io.File;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.status.CountersReader;

/** What a running engine in another process counts, as everybody on the machine can read it. */
final class EngineCounts implements AutoCloseable {
  private final MappedByteBuffer file;
  private final CountersReader counters;

  /** Of the engine that runs now; another start makes another file. */
  EngineCounts(final Path data) {
    final Path directory = DataDirectory.open(data).defaultAeronDirectory();
    file = IoUtil.mapExistingFile(new File(directory.toFile(), CncFileDescriptor.CNC_FILE), "cnc");
    final DirectBuffer meta = CncFileDescriptor.createMetaDataBuffer(file);
    counters =
        new CountersReader(
            CncFileDescriptor.createCountersMetaDataBuffer(file, meta),
            CncFileDescriptor.createCountersValuesBuffer(file, meta));
  }

  long get(final EngineCounter counter) {
    return find(counter.typeId(), 0);
  }

  long refused(final Reason reason) {
    return find(EngineCounter.REFUSALS_TYPE_ID, reason.code());
  }

  /** How many counters are allocated, the driver's included. */
  int size() {
    final int[] count = {0};
    counters.forEach((id, typeId, key, label) -> count[0]++);
    return count[0];
  }

  private long find(final int wantedTypeId, final int wantedKey) {
    final long[] value = {0};
    counters.forEach(
        (id, typeId, key, label) -> {
          if (typeId == wantedTypeId && key.getInt(0) == wantedKey) {
            value[0] = counters.getCounterValue(id);
          }
        });
    return value[0];
  }

  @Override
  public void close() {
    IoUtil.unmap(file);
  }
}
