package io.tollgate.audit.log;

import io.tollgate.audit.proof.Checkpoint;
import io.tollgate.audit.proof.KeyEpoch;
import io.tollgate.audit.proof.KeyTimeline;
import io.tollgate.audit.proof.SignedNote;
import io.tollgate.audit.proof.VerifierKey;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import java.util.Arrays;
import java.util.List;

/** Signs with the key that is in force in one log. One thread. */
final class LogSigner {
  private final KeyTimeline keys;
  private Ed25519KeyPair keyPair;
  private VerifierKey key;

  LogSigner(final KeyTimeline keys) {
    this.keys = keys;
  }

  /**
   * Signs with the key of the newest epoch from now on.
   *
   * @throws AuditLogException where it is not here.
   */
  void useInForce(final SigningKeys signing, final String log) {
    final List<KeyEpoch> epochs = keys.epochs();
    final Ed25519KeyPair pair = signing.of(epochs.get(epochs.size() - 1).publicKey());
    if (pair == null) {
      throw new AuditLogException(
          "the key that signs the audit log " + log + " is not among the secrets");
    }
    use(pair);
  }

  /** Signs with a key from now on. */
  void use(final Ed25519KeyPair pair) {
    keyPair = pair;
    key = new VerifierKey(keys.origin(), pair.publicKey());
  }

  Ed25519KeyPair keyPair() {
    return keyPair;
  }

  VerifierKey key() {
    return key;
  }

  boolean isOf(final Ed25519KeyPair other) {
    return key.equals(new VerifierKey(keys.origin(), other.publicKey()));
  }

  byte[] note(final Checkpoint checkpoint) {
    return SignedNote.sign(checkpoint.text(), key, keyPair);
  }

  /** Puts a signature over some bytes behind them; where it ends. */
  int sign(final byte[] bytes, final int at, final int end) {
    final byte[] signature = Ed25519.sign(keyPair, Arrays.copyOfRange(bytes, at, end));
    System.arraycopy(signature, 0, bytes, end, signature.length);
    return end + signature.length;
  }
}
