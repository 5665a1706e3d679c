package io.tollgate.identity.flow;

import io.tollgate.identity.domain.AgentKey;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.identity.store.AgentKeyTable;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a rotation in the journal changes: verified once more, so that the tables hold no succession
 * that anyone could refute.
 */
final class KeyChanges {
  private static final Logger LOGGER = LoggerFactory.getLogger(KeyChanges.class);

  private final AgentKeyTable keys = new AgentKeyTable();

  void apply(
      final Handle handle, final KeyRotation rotation, final long timeNs, final long position) {
    final List<String> present =
        keys.keys(handle, rotation.agentId()).stream().map(AgentKey::publicKey).toList();
    final boolean isNext =
        !present.isEmpty()
            && keys.ownerOf(handle, rotation.newKey()).isEmpty()
            && new KeySuccession(rotation.agentId(), present).refusal(rotation).isEmpty();
    if (isNext) {
      keys.rotated(handle, rotation, timeNs);
    } else {
      LOGGER.warn(
          "passed over a rotation of agent {} at position {}", rotation.agentId(), position);
    }
  }
}
