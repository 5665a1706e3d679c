package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.crypto.Ed25519;
import io.tollgate.crypto.Ed25519KeyPair;
import io.tollgate.identity.domain.IdentityDhKey;
import io.tollgate.identity.domain.Prekey;
import io.tollgate.identity.domain.Prekey.Kind;
import io.tollgate.identity.domain.X25519;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.SecretFile;
import io.tollgate.support.AgentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Makes an agent's prekeys and signs them. Secret halves are written first, each to a file of its
 * own: what is uploaded can always be used, and an upload that failed is done again with the same
 * keys.
 */
final class PrekeyMaker {
  private static final HexFormat HEX = HexFormat.of();

  private final AgentId agentId;
  private final Ed25519KeyPair signingKey;
  private final Path directory;
  private final Instant expiresAt;
  private final SecureRandom random = new SecureRandom();

  PrekeyMaker(
      final String agentId,
      final Ed25519KeyPair signingKey,
      final Path directory,
      final Instant expiresAt) {
    this.agentId = AgentId.ofHex(agentId);
    this.signingKey = signingKey;
    this.directory = directory;
    this.expiresAt = expiresAt;
  }

  /** One signed prekey and so many one-time prekeys after what is there now. */
  ObjectNode upload(final JsonNode stock, final int oneTime) {
    makeDirectory();
    final int number = Math.max(1, stock.path("identity_key").path("number").asInt());
    final byte[] identity = publicKey("identity-" + number);
    final ObjectNode upload = Json.object();
    upload
        .putObject("identity_key")
        .put("number", number)
        .put("public_key", HEX.formatHex(identity))
        .put("signature", signed(IdentityDhKey.message(agentId, number, identity)));
    final int signedId = stock.path("last_signed_id").asInt() + 1;
    add(upload.putArray("signed_prekeys"), Kind.SIGNED, "signed-", identity, signedId);
    final ArrayNode oneTimes = upload.putArray("one_time_prekeys");
    final int firstId = stock.path("last_one_time_id").asInt() + 1;
    for (int id = firstId; id < firstId + oneTime; id++) {
      add(oneTimes, Kind.ONE_TIME, "one-time-", identity, id);
    }
    return upload;
  }

  private void add(
      final ArrayNode prekeys,
      final Kind kind,
      final String prefix,
      final byte[] identity,
      final int id) {
    final byte[] key = publicKey(prefix + id);
    prekeys
        .addObject()
        .put("id", id)
        .put("public_key", HEX.formatHex(key))
        .put("expires_at", expiresAt.toString())
        .put("signature", signed(Prekey.message(kind, agentId, identity, id, expiresAt, key)));
  }

  private String signed(final byte[] message) {
    return HEX.formatHex(Ed25519.sign(signingKey, message));
  }

  private byte[] publicKey(final String name) {
    final Path file = directory.resolve(name + ".key");
    final byte[] secret;
    if (Files.exists(file)) {
      secret = read(file);
    } else {
      secret = X25519.generate(random);
      SecretFile.write(file, HEX.formatHex(secret));
    }
    try {
      return X25519.publicKey(secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static byte[] read(final Path file) {
    final String text = SecretFile.read(file);
    if (text.length() != 2 * X25519.KEY_LENGTH || !text.chars().allMatch(HexFormat::isHexDigit)) {
      throw CliException.failure(file + " does not hold an X25519 secret of 64 hex digits");
    }
    return HEX.parseHex(text);
  }

  private void makeDirectory() {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (final IOException e) {
      throw new CliException(
          ExitCode.FAILURE, "cannot make " + directory + ": " + e.getMessage(), e);
    }
  }
}
