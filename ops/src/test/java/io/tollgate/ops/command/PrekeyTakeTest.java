package io.tollgate.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.ops.cli.Json;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that an agent really signed, given by a gate that only answers. */
class PrekeyTakeTest {
  private static final HexFormat HEX = HexFormat.of();

  @TempDir private Path directory;
  private final Ed25519KeyPair pair = Ed25519.generate(new SecureRandom());
  private final String publicKey = HEX.formatHex(pair.publicKey());
  private final String agent = KeySuccession.agentOf(pair.publicKey()).toString();
  private StubGate gate;

  @BeforeEach
  void start() throws Exception {
    gate = new StubGate(directory);
    gate.answering(
        "GET /v1/agents/" + agent + "/keys",
        "{\"items\":[{\"sequence\":0,\"public_key\":\"" + publicKey + "\"}]}");
  }

  @AfterEach
  void stop() {
    gate.close();
  }

  private ObjectNode bundle() {
    final ObjectNode upload =
        new PrekeyMaker(
                agent, pair, directory.resolve("secrets"), Instant.parse("2027-01-01T00:00:00Z"))
            .upload(Json.object(), 1);
    final ObjectNode bundle = Json.object();
    bundle.put("signing_key", publicKey).put("key_sequence", 0);
    bundle.set("identity_key", upload.path("identity_key"));
    bundle.set("signed_prekey", upload.path("signed_prekeys").get(0));
    bundle.set("one_time_prekey", upload.path("one_time_prekeys").get(0));
    return bundle;
  }

  private int take(final ObjectNode bundle) {
    gate.answering("POST /v1/agents/" + agent + "/prekeys/bundles", bundle.toString());
    return gate.run("agent", "prekeys", "take", agent);
  }

  @Test
  void shouldShowABundleThatTheAgentSigned() {
    final ObjectNode bundle = bundle();

    assertThat(take(bundle)).as(gate.err.toString()).isZero();

    assertThat(gate.out.toString())
        .contains(
            bundle.path("signed_prekey").path("public_key").asText() + " id 1",
            bundle.path("one_time_prekey").path("public_key").asText() + " id 1");
  }

  @Test
  void shouldSayWhenTheSignedPrekeyAloneMustDo() {
    final ObjectNode bundle = bundle();
    bundle.putNull("one_time_prekey");

    assertThat(take(bundle)).as(gate.err.toString()).isZero();

    assertThat(gate.out.toString()).contains("none left");
  }

  @Test
  void shouldRefuseABundleInWhichAKeyWasPutBySomebodyElse() {
    final ObjectNode bundle = bundle();
    ((ObjectNode) bundle.path("signed_prekey")).put("public_key", "09" + "00".repeat(31));

    assertThat(take(bundle)).isEqualTo(1);

    assertThat(gate.out.toString()).isEmpty();
    assertThat(gate.err.toString()).contains("do not use it");
  }

  @Test
  void shouldRefuseABundleSignedByAKeyThatIsNotTheAgents() {
    final Ed25519KeyPair other = Ed25519.generate(new SecureRandom());
    gate.answering(
        "GET /v1/agents/" + agent + "/keys",
        "{\"items\":[{\"sequence\":0,\"public_key\":\""
            + HEX.formatHex(other.publicKey())
            + "\"}]}");

    assertThat(take(bundle())).isEqualTo(1);

    assertThat(gate.err.toString()).contains("do not use it");
  }
}
