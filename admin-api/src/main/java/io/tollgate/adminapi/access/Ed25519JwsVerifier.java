package io.tollgate.adminapi.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import io.tollgate.crypto.Ed25519;
import java.util.Set;

/**
 * Verifies tokens with the gate's one Ed25519, which takes signatures of exactly 64 bytes. Knows no
 * other algorithm, and no critical header parameter. Any thread.
 */
final class Ed25519JwsVerifier implements JWSVerifier {
  private final byte[] publicKey;
  private final JCAContext jcaContext = new JCAContext();

  Ed25519JwsVerifier(final byte[] publicKey) {
    this.publicKey = publicKey.clone();
  }

  @Override
  public boolean verify(
      final JWSHeader header, final byte[] signingInput, final Base64URL signature) {
    if (!JWSAlgorithm.EdDSA.equals(header.getAlgorithm()) || header.getCriticalParams() != null) {
      return false;
    }
    final byte[] decoded = signature.decode();
    // The decoder skips what is not base64url; only the one canonical spelling is a signature.
    return Base64URL.encode(decoded).equals(signature)
        && Ed25519.verify(publicKey, signingInput, decoded);
  }

  @Override
  public Set<JWSAlgorithm> supportedJWSAlgorithms() {
    return Set.of(JWSAlgorithm.EdDSA);
  }

  @Override
  public JCAContext getJCAContext() {
    return jcaContext;
  }
}
