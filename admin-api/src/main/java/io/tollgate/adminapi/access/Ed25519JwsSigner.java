package io.tollgate.adminapi.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import java.util.Set;

/** Signs tokens with the gate's one Ed25519. Any thread. */
final class Ed25519JwsSigner implements JWSSigner {
  private final Ed25519KeyPair keyPair;
  private final JCAContext jcaContext = new JCAContext();

  Ed25519JwsSigner(final Ed25519KeyPair keyPair) {
    this.keyPair = keyPair;
  }

  @Override
  public Base64URL sign(final JWSHeader header, final byte[] signingInput) throws JOSEException {
    if (!JWSAlgorithm.EdDSA.equals(header.getAlgorithm())) {
      throw new JOSEException("only EdDSA is signed here");
    }
    return Base64URL.encode(Ed25519.sign(keyPair, signingInput));
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
