package io.tollgate.identity.domain;

import io.tollgate.support.AgentId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What people say about an agent was set, all of it anew.
 *
 * @param agentId whose.
 * @param profile what is said now.
 */
public record ProfileSet(AgentId agentId, Profile profile) implements IdentityEvent {
  static final int TYPE = 8;

  static ProfileSet read(final ByteBuffer in) {
    final AgentId agentId = AgentId.of(EventBytes.bytes(in, AgentId.LENGTH));
    final String owner = EventBytes.text(in);
    final int entries = Byte.toUnsignedInt(in.get());
    final Map<String, String> metadata = new LinkedHashMap<>();
    for (int i = 0; i < entries; i++) {
      final String key = EventBytes.text(in);
      metadata.put(key, EventBytes.text(in));
    }
    return new ProfileSet(
        agentId,
        new Profile(
            owner.isEmpty() ? Optional.empty() : Optional.of(Owner.ofText(owner)), metadata));
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public byte[] payload() {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(VERSION);
    out.writeBytes(agentId.toBytes());
    EventBytes.writeText(out, profile.owner().map(Owner::text).orElse(""));
    out.write(profile.metadata().size());
    profile
        .metadata()
        .forEach(
            (key, value) -> {
              EventBytes.writeText(out, key);
              EventBytes.writeText(out, value);
            });
    return out.toByteArray();
  }
}
