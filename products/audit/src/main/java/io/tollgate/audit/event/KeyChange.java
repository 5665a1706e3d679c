package io.tollgate.audit.event;

import io.tollgate.crypto.Ed25519;
import java.util.HexFormat;

/**
 * Another key shall sign the logs. It names the key that goes, so that reading it twice changes
 * keys once.
 *
 * @param replaced public key in force, 64 lower-case hex digits.
 */
public record KeyChange(String replaced) implements AuditEvent {
  static final int TYPE = 4;
  static final int KEY_LENGTH = Ed25519.PUBLIC_KEY_LENGTH;

  /** Checks the key. */
  public KeyChange {
    if (!replaced.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a public key has 64 hex digits");
    }
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    return EventText.begin(KEY_LENGTH).put(HexFormat.of().parseHex(replaced)).array();
  }

  @Override
  public String recordName() {
    return "audit.key-change-ordered";
  }

  @Override
  public String action() {
    return "change";
  }

  @Override
  public String resource() {
    return "key/" + replaced;
  }

  @Override
  public String details() {
    return "\"replaced\":\"" + replaced + "\"";
  }
}
