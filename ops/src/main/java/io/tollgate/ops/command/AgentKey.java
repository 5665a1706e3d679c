package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.identity.domain.JoinSecret;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.SecretFile;
import io.tollgate.ops.rest.AdminClient;
import io.tollgate.support.AgentId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * An agent's own Ed25519 key in a file of the person who makes the agent. It never travels: the
 * gate gets the public half and a signature that proves the other.
 */
final class AgentKey implements AutoCloseable {

  private static final HexFormat HEX = HexFormat.of();

  private final Ed25519KeyPair pair;

  private AgentKey(final Ed25519KeyPair pair) {
    this.pair = pair;
  }

  /** Reads the key of a file; makes both where the file is missing. */
  static AgentKey readOrMake(final Path file) {
    if (!Files.exists(file)) {
      final Ed25519KeyPair pair = Ed25519.generate(new SecureRandom());
      SecretFile.write(file, HEX.formatHex(pair.seed()));
      return new AgentKey(pair);
    }
    return read(file);
  }

  /** Reads the key of a file. */
  static AgentKey read(final Path file) {
    try {
      return new AgentKey(Ed25519KeyPair.fromSeed(HEX.parseHex(SecretFile.read(file))));
    } catch (final IllegalArgumentException e) {
      throw new CliException(
          ExitCode.FAILURE, file + " does not hold an Ed25519 seed of 64 hex digits", e);
    }
  }

  /** Adds public_key, and proof by a fresh challenge of the gate. */
  void prove(final AdminClient client, final ObjectNode agent) {
    final String publicKey = HEX.formatHex(pair.publicKey());
    final JsonNode challenge =
        client.post("/v1/challenges", Json.object().put("public_key", publicKey)).body();
    final byte[] message = HEX.parseHex(challenge.path("message").asText());
    agent.put("public_key", publicKey);
    agent
        .putObject("proof")
        .put("challenge_id", challenge.path("challenge_id").asText())
        .put("signature", HEX.formatHex(Ed25519.sign(pair, message)));
  }

  /** Adds a rotation from this key to the next, signed by both. */
  void rotate(
      final String agentId, final int sequence, final AgentKey next, final ObjectNode rotation) {
    final byte[] message =
        KeyRotation.message(
            AgentId.ofHex(agentId), sequence, pair.publicKey(), next.pair.publicKey());
    rotation
        .put("sequence", sequence)
        .put("old_key", HEX.formatHex(pair.publicKey()))
        .put("new_key", HEX.formatHex(next.pair.publicKey()))
        .put("old_signature", HEX.formatHex(Ed25519.sign(pair, message)))
        .put("new_signature", HEX.formatHex(Ed25519.sign(next.pair, message)));
  }

  /** Adds public_key, and the signature by which its holder joins. */
  void join(final JoinSecret secret, final String name, final ObjectNode request) {
    request
        .put("public_key", HEX.formatHex(pair.publicKey()))
        .put(
            "signature", HEX.formatHex(Ed25519.sign(pair, secret.message(pair.publicKey(), name))));
  }

  /** The key itself; closed with this. */
  Ed25519KeyPair pair() {
    return pair;
  }

  @Override
  public void close() {
    pair.close();
  }
}
