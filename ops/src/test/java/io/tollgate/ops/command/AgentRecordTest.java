package io.tollgate.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.identity.message.MessageBytes;
import io.tollgate.identity.v1.IdentityV1;
import io.tollgate.ops.Main;
import io.tollgate.ops.cli.Json;
import io.tollgate.support.AgentId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A record that was exported is verified by who has nothing but the file. */
class AgentRecordTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path directory;
  private final Ed25519KeyPair first = Ed25519.generate(RANDOM);
  private final Ed25519KeyPair second = Ed25519.generate(RANDOM);
  private final AgentId agentId = KeySuccession.agentOf(first.publicKey());
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private StubGate gate;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    gate = new StubGate(directory);
    file = directory.resolve("agent.pb");
  }

  @AfterEach
  void stop() {
    gate.close();
  }

  @Test
  void shouldExportARecordThatVerifiesWithoutAGate() throws IOException {
    gate.answering("GET " + path(), MessageBytes.of(record().build()));
    assertThat(gate.run("agent", "export", agentId.hex(), "--out", file.toString()))
        .as(gate.err.toString())
        .isZero();
    assertThat(gate.out.toString()).contains("verified").contains("lead");

    assertThat(verify("--json", "--id", agentId.hex())).as(err.toString()).isZero();
    final JsonNode shown = Json.parse(out.toString());
    assertThat(shown.path("verified").asBoolean()).isTrue();
    assertThat(shown.path("agent_id").asText()).isEqualTo(agentId.hex());
    assertThat(shown.path("keys")).hasSize(2);
    assertThat(shown.path("quotas").path(0).path("resource").asText()).isEqualTo("llm.tokens");
    assertThat(shown.path("quotas").path(0).path("hour").asLong()).isEqualTo(1_000);
    assertThat(shown.path("quotas").path(0).path("day").isNull()).isTrue();
    assertThat(shown.path("position").asLong()).isEqualTo(42);
  }

  @Test
  void shouldShowForPeopleWhatIsProvenAndWhatIsNot() throws IOException {
    write(record().build());
    assertThat(verify()).isZero();
    assertThat(out.toString())
        .contains("agent " + agentId.hex())
        .contains("verified: the id is the hash of the first key")
        .contains("the gate's word as of record 42")
        .contains("llm.tokens")
        .contains("no budget");
  }

  @Test
  void shouldSayWhichKeyBreaksTheSuccession() throws IOException {
    final IdentityV1.AgentRecord.Builder forged = record();
    forged.getKeysBuilder(1).setOldSignature(forged.getKeys(1).getNewSignature());
    write(forged.build());
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString()).contains("NOT VERIFIED: key 1: the key before did not sign");
  }

  @Test
  void shouldRefuseTheRecordOfAnotherAgent() throws IOException {
    write(record().build());
    assertThat(verify("--json", "--id", "ab".repeat(32))).isEqualTo(1);
    assertThat(Json.parse(out.toString()).path("verified").asBoolean()).isFalse();
    assertThat(out.toString()).contains("it is another agent's");
    assertThat(verify("--id", "nonsense")).isEqualTo(2);
  }

  @Test
  void shouldRefuseFilesThatAreNoRecord() throws IOException {
    final byte[] good = MessageBytes.of(record().build());
    assertThat(verify()).isEqualTo(1);
    assertThat(err.toString()).contains("there is no file");
    assertNoRecord(new byte[0], "1 to 524288 bytes");
    assertNoRecord(new byte[10 << 20], "longer than 524288 bytes");
    assertNoRecord(Arrays.copyOf(good, good.length - 1), "damaged");
    assertNoRecord(Arrays.copyOf(good, good.length + 1), "damaged");
    final byte[] twice = Arrays.copyOf(good, 2 * good.length);
    System.arraycopy(good, 0, twice, good.length, good.length);
    assertNoRecord(twice, "padded");
  }

  @Test
  void shouldSayThatANewerVersionWroteMore() throws IOException {
    final IdentityV1.AgentRecord.Builder newer = record();
    newer.getAgentBuilder().setTrustValue(77);
    write(newer.build());
    assertThat(verify()).isZero();
    assertThat(out.toString()).contains("suspended").contains("a newer version wrote it");
  }

  @Test
  void shouldExportNothingThatDoesNotVerify() {
    final IdentityV1.AgentRecord.Builder forged = record();
    forged.getKeysBuilder(1).setNewSignature(forged.getKeys(1).getOldSignature());
    gate.answering("GET " + path(), MessageBytes.of(forged.build()));
    assertThat(gate.run("agent", "export", agentId.hex(), "--out", file.toString())).isEqualTo(1);
    assertThat(gate.err.toString()).contains("nothing was written");
    assertThat(file).doesNotExist();

    gate.answering("GET " + path(), MessageBytes.of(record().build()));
    final String[] again = {"agent", "export", agentId.hex(), "--out", file.toString()};
    assertThat(gate.run(again)).isZero();
    assertThat(gate.run(again)).isEqualTo(2);
  }

  @Test
  void shouldSayThatAGateOfAnotherVersionKnowsNoMessages() {
    gate.answering("GET " + path(), "{}");
    assertThat(gate.run("agent", "export", agentId.hex(), "--out", file.toString())).isEqualTo(1);
    assertThat(gate.err.toString()).contains("knows no messages of protobuf");
  }

  private void assertNoRecord(final byte[] bytes, final String words) throws IOException {
    Files.write(file, bytes);
    err.getBuffer().setLength(0);
    assertThat(verify()).isEqualTo(1);
    assertThat(err.toString()).contains("is no agent's record").contains(words);
  }

  private int verify(final String... options) {
    out.getBuffer().setLength(0);
    final CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    final String[] command = Arrays.copyOf(new String[] {"agent", "verify"}, 3 + options.length);
    command[2] = file.toString();
    System.arraycopy(options, 0, command, 3, options.length);
    return line.execute(command);
  }

  private void write(final IdentityV1.AgentRecord record) throws IOException {
    Files.write(file, MessageBytes.of(record));
  }

  private String path() {
    return "/v1/agents/" + agentId.hex() + "/record";
  }

  private IdentityV1.AgentRecord.Builder record() {
    final Timestamp time = Timestamp.newBuilder().setSeconds(1_795_000_000L).build();
    final byte[] message = KeyRotation.message(agentId, 1, first.publicKey(), second.publicKey());
    return IdentityV1.AgentRecord.newBuilder()
        .setAgent(
            IdentityV1.Agent.newBuilder()
                .setAgentId(ByteString.copyFrom(agentId.toBytes()))
                .setTenantId(1)
                .setName("lead")
                .setTrust(IdentityV1.Trust.TRUST_TRUSTED)
                .setTier(IdentityV1.Tier.TIER_BASIC)
                .setInceptionKey(ByteString.copyFrom(first.publicKey()))
                .setCurrentKey(ByteString.copyFrom(second.publicKey()))
                .setKeySequence(1)
                .setCreatedAt(time)
                .setCreatedBy("admin"))
        .addKeys(
            IdentityV1.AgentKey.newBuilder()
                .setPublicKey(ByteString.copyFrom(first.publicKey()))
                .setSince(time))
        .addKeys(
            IdentityV1.AgentKey.newBuilder()
                .setSequence(1)
                .setPublicKey(ByteString.copyFrom(second.publicKey()))
                .setSince(time)
                .setOldSignature(ByteString.copyFrom(Ed25519.sign(first, message)))
                .setNewSignature(ByteString.copyFrom(Ed25519.sign(second, message))))
        .addQuotas(
            IdentityV1.Quota.newBuilder()
                .setResource(IdentityV1.Resource.RESOURCE_LLM_TOKENS)
                .setHourLimit(1_000))
        .setPosition(42);
  }
}
