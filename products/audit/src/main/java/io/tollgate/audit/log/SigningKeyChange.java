package io.tollgate.audit.log;

import java.util.Arrays;
import java.util.Collection;

/**
 * Lets another key sign all logs: in each a record signed by both keys begins the new key's time. A
 * change that a crash cut off is finished where the logs are opened again. For the logs' thread.
 */
public final class SigningKeyChange {
  private static final String EVENT_TYPE = "audit.key-in-force";

  private final SigningKeys keys;
  private final Collection<AuditLog> logs;

  /** Of the logs of one gate, which share their key. */
  public SigningKeyChange(final SigningKeys keys, final Collection<AuditLog> logs) {
    this.keys = keys;
    this.logs = logs;
  }

  /** Finishes a change that began and did not end. */
  public void finish(final long nowNs) {
    if (keys.isChanging()) {
      run(nowNs);
    }
  }

  /**
   * Changes keys, unless another key than the one to be replaced is in force already.
   *
   * @param replaced public key that shall not sign any more.
   * @return whether it changed them.
   */
  public boolean replace(final byte[] replaced, final long nowNs) {
    if (!Arrays.equals(keys.current().publicKey(), replaced)) {
      return false;
    }
    run(nowNs);
    return true;
  }

  private void run(final long nowNs) {
    for (final AuditLog log : logs) {
      log.changeKey(keys.beginChange(), nowNs);
      // The checkpoint over the epoch's own record is the old key's, which is going: so that an
      // idle log need not sign that one again, a record follows under the new key.
      if (log.endsWithEpoch()) {
        log.tell(
            EVENT_TYPE, "begin", log.key().toString(), "{\"log\":\"" + log.name() + "\"}", nowNs);
      }
    }
    keys.endChange();
  }
}
