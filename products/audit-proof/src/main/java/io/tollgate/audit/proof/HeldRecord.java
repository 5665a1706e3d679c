package io.tollgate.audit.proof;

/**
 * A copy of one record's bytes, looked at once, and what is wrong with them. Used again and again,
 * and then allocates nothing. For one thread.
 */
final class HeldRecord {
  private static final int USUAL_LENGTH = 1024;

  private final AuditRecord view = new AuditRecord();
  private byte[] bytes = new byte[USUAL_LENGTH];
  private String defect;
  private boolean isThere;

  /** Copies a record's bytes, whatever they are. */
  void hold(final byte[] from, final int offset, final int length) {
    if (length > bytes.length) {
      bytes = new byte[Math.max(length, 2 * bytes.length)];
    }
    System.arraycopy(from, offset, bytes, 0, length);
    defect = view.wrap(bytes, 0, length);
    isThere = true;
  }

  void release() {
    isThere = false;
  }

  /** Whether there are bytes. */
  boolean isThere() {
    return isThere;
  }

  /** Whether there are bytes, and they are a record. */
  boolean isRecord() {
    return isThere && defect == null;
  }

  /** Why the bytes are no record; null where they are one. */
  String defect() {
    return defect;
  }

  /** The record; only to be read where it {@link #isRecord}. */
  AuditRecord view() {
    return view;
  }
}
