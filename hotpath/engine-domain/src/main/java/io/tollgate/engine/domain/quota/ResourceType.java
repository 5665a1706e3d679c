package io.tollgate.engine.domain.quota;

/** What a quota counts. The codes are those of the wire and of the journal. */
public enum ResourceType {
  LLM_TOKENS(1),
  CPU_SECONDS(2),
  MEMORY_GB_HOURS(3),
  DISK_BYTES(4),
  EGRESS_BYTES(5),
  MESSAGES(6),
  SANDBOXES(7);

  private static final ResourceType[] BY_CODE = new ResourceType[256];

  static {
    for (final ResourceType value : values()) {
      BY_CODE[value.code] = value;
    }
  }

  private final int code;

  ResourceType(final int code) {
    this.code = code;
  }

  /** Its number on the wire, 0 to 255. */
  public int code() {
    return code;
  }

  /** The value that has a code, or null where none has; no code is out of range. */
  public static ResourceType ofCode(final int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
