package io.tollgate.audit.event;

import io.tollgate.audit.log.RetentionClass;
import io.tollgate.audit.proof.AuditSource;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Audit's own events in the journal. Orders (hold, release, forget, change of keys) are carried out
 * by the recorder when it reads them, because only it may touch the logs; whoever gives one may be
 * another process. A payload begins with its version, 1; integers are little-endian; a log is its
 * class's code; texts are visible ASCII with their length in 2 bytes before them. Nothing may
 * follow the last field.
 *
 * <pre>
 *   hold placed (1):       u8 version | u8 log | i64 from, ns | i64 to, ns | text name
 *   hold released (2):     u8 version | u8 log | text name
 *   subject forgotten (3): u8 version | 16 id of the person's key
 *   key change (4):        u8 version | 32 public key that is to be replaced
 *   exported (5):          u8 version | u8 log | i64 first record | i64 records | i64 size of the tree
 *   request refused (6):   u8 version | u8 refusal | text subject
 *   call refused (7):      u8 version | text operation | text reason
 *   calls refused (8):     u8 version | i64 from, ns | i64 to, ns | u8 counts | of each: text operation, text reason, u32 requests
 * </pre>
 */
public sealed interface AuditEvent
    permits HoldPlaced,
        HoldReleased,
        SubjectForgotten,
        KeyChange,
        Exported,
        RequestRefused,
        CallRefused,
        CallsRefused {
  /** Audit in the gate schema's Product. */
  int PRODUCT = AuditSource.AUDIT.code();

  /** The version of every payload so far. */
  int VERSION = 1;

  /** The event's type, which never changes its meaning. */
  int type();

  /** The event's payload. */
  byte[] payload();

  /** What its audit record is called. */
  String recordName();

  /** What its audit record says was done. */
  String action();

  /** What it was done to: a hold, a key, records. Visible ASCII, at most 255 characters. */
  String resource();

  /** What else its audit record says: members of a JSON object, without the braces. */
  String details();

  /**
   * Reads an event.
   *
   * @return empty where the type or the version is not known or the payload is not of its form.
   */
  static Optional<AuditEvent> read(final int type, final byte[] payload) {
    final ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (in.get() != VERSION) {
        return Optional.empty();
      }
      final AuditEvent event =
          switch (type) {
            case HoldPlaced.TYPE ->
                new HoldPlaced(log(in), in.getLong(), in.getLong(), EventText.read(in));
            case HoldReleased.TYPE -> new HoldReleased(log(in), EventText.read(in));
            case SubjectForgotten.TYPE ->
                new SubjectForgotten(hex(in, SubjectForgotten.KEY_ID_LENGTH));
            case KeyChange.TYPE -> new KeyChange(hex(in, KeyChange.KEY_LENGTH));
            case Exported.TYPE -> new Exported(log(in), in.getLong(), in.getLong(), in.getLong());
            case RequestRefused.TYPE ->
                new RequestRefused(
                    AuditRefusal.ofCode(Byte.toUnsignedInt(in.get())), EventText.read(in));
            case CallRefused.TYPE -> new CallRefused(EventText.read(in), EventText.read(in));
            case CallsRefused.TYPE -> CallsRefused.read(in);
            default -> null;
          };
      return in.hasRemaining() ? Optional.empty() : Optional.ofNullable(event);
    } catch (final BufferUnderflowException | IllegalArgumentException ex) {
      return Optional.empty();
    }
  }

  private static RetentionClass log(final ByteBuffer in) {
    return RetentionClass.ofCode(Byte.toUnsignedInt(in.get()));
  }

  private static String hex(final ByteBuffer in, final int length) {
    final byte[] bytes = new byte[length];
    in.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
