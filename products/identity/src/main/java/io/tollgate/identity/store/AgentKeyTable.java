package io.tollgate.identity.store;

import io.tollgate.identity.domain.AgentKey;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.support.AgentId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The keys that agents have and had. */
public final class AgentKeyTable {
  private static final HexFormat HEX = HexFormat.of();

  /** Takes down an agent's first key, unless it is somebody's already. */
  public void begun(
      final Handle handle, final AgentId agentId, final String publicKey, final long timeNs) {
    handle.execute(
        "INSERT INTO identity.agent_key VALUES (?, ?, 0, NULL, NULL, ?) ON CONFLICT DO NOTHING",
        HEX.parseHex(publicKey),
        agentId.toBytes(),
        timeNs);
  }

  /** Takes down a rotation that was verified, and whose key is nobody's. */
  public void rotated(final Handle handle, final KeyRotation rotation, final long timeNs) {
    handle.execute(
        "INSERT INTO identity.agent_key VALUES (?, ?, ?, ?, ?, ?)",
        HEX.parseHex(rotation.newKey()),
        rotation.agentId().toBytes(),
        rotation.sequence(),
        HEX.parseHex(rotation.oldSignature()),
        HEX.parseHex(rotation.newSignature()),
        timeNs);
    handle.execute(
        "UPDATE identity.agent SET current_key = ?, key_sequence = ? WHERE agent_id = ?",
        HEX.parseHex(rotation.newKey()),
        rotation.sequence(),
        rotation.agentId().toBytes());
  }

  /** Whose key it is or was. */
  public Optional<AgentId> ownerOf(final Handle handle, final String publicKey) {
    return handle
        .createQuery("SELECT agent_id FROM identity.agent_key WHERE public_key = :key")
        .bind("key", HEX.parseHex(publicKey))
        .mapTo(byte[].class)
        .map(AgentId::of)
        .findOne();
  }

  /** An agent's keys, first to last. */
  public List<AgentKey> keys(final Handle handle, final AgentId agentId) {
    final List<AgentKey> keys = new ArrayList<>();
    handle
        .createQuery(
            "SELECT public_key, sequence, old_signature, new_signature, since_ns FROM identity.agent_key"
                + " WHERE agent_id = :id ORDER BY sequence")
        .bind("id", agentId.toBytes())
        .map(
            (row, context) -> {
              final String publicKey = HEX.formatHex(row.getBytes(1));
              final int sequence = row.getInt(2);
              final Optional<KeyRotation> rotation =
                  sequence == 0
                      ? Optional.empty()
                      : Optional.of(
                          new KeyRotation(
                              agentId,
                              sequence,
                              keys.get(keys.size() - 1).publicKey(),
                              publicKey,
                              HEX.formatHex(row.getBytes(3)),
                              HEX.formatHex(row.getBytes(4))));
              final AgentKey key =
                  new AgentKey(publicKey, sequence, Times.ofNs(row.getLong(5)), rotation);
              keys.add(key);
              return key;
            })
        .list();
    return keys;
  }
}
