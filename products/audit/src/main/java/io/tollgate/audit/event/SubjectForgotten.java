package io.tollgate.audit.event;

import io.tollgate.audit.proof.SealedField;
import java.util.HexFormat;

/**
 * A person's key is destroyed: nothing that was sealed under it can be read again.
 *
 * @param keyId 32 lower-case hex digits; it does not tell the person's name.
 */
public record SubjectForgotten(String keyId) implements AuditEvent {
  static final int TYPE = 3;
  static final int KEY_ID_LENGTH = SealedField.KEY_ID_LENGTH;

  /** Checks the id. */
  public SubjectForgotten {
    if (!keyId.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a key's id has 32 hex digits");
    }
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    return EventText.begin(KEY_ID_LENGTH).put(HexFormat.of().parseHex(keyId)).array();
  }

  @Override
  public String recordName() {
    return "audit.subject-forgotten";
  }

  @Override
  public String action() {
    return "forget";
  }

  @Override
  public String resource() {
    return "subject/" + keyId;
  }

  @Override
  public String details() {
    return "\"key_id\":\"" + keyId + "\"";
  }
}
