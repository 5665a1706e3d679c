package io.tollgate.audit.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an API refused one caller, or everyone without a token, summed up: of such requests nobody
 * shall be able to fill the disk.
 *
 * @param fromNs when the first one was refused, epoch nanoseconds UTC.
 * @param toNs when the last one was.
 * @param counts 1 to 24, by operation and reason.
 */
public record CallsRefused(long fromNs, long toNs, List<Count> counts) implements AuditEvent {
  /** The most counts of one event. */
  public static final int MAX_COUNTS = 24;

  static final int TYPE = 8;

  /**
   * How often an operation was refused for a reason.
   *
   * @param operation as of {@link CallRefused}.
   * @param reason as of {@link CallRefused}.
   * @param requests 1 to 2^32 - 1.
   */
  public record Count(String operation, String reason, long requests) {
    /** The most that can be counted. */
    public static final long MAX = 0xFFFF_FFFFL;

    /** Checks all three. */
    public Count {
      CallRefused.check(operation, reason);
      if (requests < 1 || requests > MAX) {
        throw new IllegalArgumentException("a count is 1 to 2^32 - 1, not " + requests);
      }
    }
  }

  /** Checks the times and how many counts there are; keeps a copy. */
  public CallsRefused {
    counts = List.copyOf(counts);
    if (fromNs < 0 || toNs < fromNs || counts.isEmpty() || counts.size() > MAX_COUNTS) {
      throw new IllegalArgumentException("no calls were refused so");
    }
  }

  static CallsRefused read(final ByteBuffer in) {
    final long fromNs = in.getLong();
    final long toNs = in.getLong();
    final int number = Byte.toUnsignedInt(in.get());
    final List<Count> counts = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      counts.add(
          new Count(EventText.read(in), EventText.read(in), Integer.toUnsignedLong(in.getInt())));
    }
    return new CallsRefused(fromNs, toNs, counts);
  }

  /** All requests together. */
  public long requests() {
    return counts.stream().mapToLong(Count::requests).sum();
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    final int length =
        counts.stream()
            .mapToInt(
                it ->
                    EventText.length(it.operation())
                        + EventText.length(it.reason())
                        + Integer.BYTES)
            .sum();
    final byte[] payload = new byte[1 + 2 * Long.BYTES + 1 + length];
    final ByteBuffer out =
        ByteBuffer.wrap(payload)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) VERSION)
            .putLong(fromNs)
            .putLong(toNs)
            .put((byte) counts.size());
    for (final Count count : counts) {
      EventText.put(EventText.put(out, count.operation()), count.reason())
          .putInt((int) count.requests());
    }
    return payload;
  }

  @Override
  public String recordName() {
    return "audit.calls-refused";
  }

  @Override
  public String action() {
    return "refuse";
  }

  @Override
  public String resource() {
    return "operations";
  }

  @Override
  public String details() {
    return "\"requests\":"
        + requests()
        + ",\"from_ns\":"
        + fromNs
        + ",\"to_ns\":"
        + toNs
        + counts.stream()
            .map(
                it ->
                    "{\"operation\":\""
                        + it.operation()
                        + "\",\"reason\":\""
                        + it.reason()
                        + "\",\"requests\":"
                        + it.requests()
                        + "}")
            .collect(Collectors.joining(",", ",\"refused\":[", "]"));
  }
}
