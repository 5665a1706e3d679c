package io.tollgate.identity.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.tollgate.identity.domain.Text;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** Fields of messages as the domain has them, and back; what is read is checked. */
final class Fields {
  private static final HexFormat HEX = HexFormat.of();
  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private Fields() {}

  static ByteString bytes(final String hex) {
    return ByteString.copyFrom(HEX.parseHex(hex));
  }

  static ByteString bytes(final AgentId agentId) {
    return ByteString.copyFrom(agentId.toBytes());
  }

  static Timestamp timestamp(final Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  static String hex(final String field, final ByteString bytes, final int length) {
    return HEX.formatHex(exactly(field, bytes, length));
  }

  static AgentId agentId(final String field, final ByteString bytes) {
    return AgentId.of(exactly(field, bytes, AgentId.LENGTH));
  }

  private static byte[] exactly(final String field, final ByteString bytes, final int length) {
    if (bytes.size() != length) {
      throw new InvalidRequestException(field, "has " + length + " bytes, not " + bytes.size());
    }
    return bytes.toByteArray();
  }

  static String text(final String field, final String text, final int maxBytes) {
    return Text.checked(field, text, maxBytes);
  }

  /** A number that is 0 or more in the domain, whose longs have a sign. */
  static long number(final String field, final long unsigned) {
    if (unsigned < 0) {
      throw new InvalidRequestException(field, "is larger than " + Long.MAX_VALUE);
    }
    return unsigned;
  }

  static int number(final String field, final int unsigned) {
    if (unsigned < 0) {
      throw new InvalidRequestException(field, "is larger than " + Integer.MAX_VALUE);
    }
    return unsigned;
  }

  static Instant time(final String field, final boolean isThere, final Timestamp timestamp) {
    if (!isThere) {
      throw missing(field);
    }
    if (timestamp.getSeconds() < FIRST_SECOND
        || timestamp.getSeconds() > LAST_SECOND
        || timestamp.getNanos() < 0
        || timestamp.getNanos() >= NANOS_PER_SECOND) {
      throw new InvalidRequestException(field, "is no time of the years 1 to 9999");
    }
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  static Optional<Instant> optionalTime(
      final String field, final boolean isThere, final Timestamp timestamp) {
    return isThere ? Optional.of(time(field, true, timestamp)) : Optional.empty();
  }

  static InvalidRequestException missing(final String field) {
    return new InvalidRequestException(field, "is missing");
  }
}
