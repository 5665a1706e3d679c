package io.tollgate.ops.demo;

import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.journal.JournalReader;
import io.tollgate.sbe.journal.AgentRegisteredDecoder;
import io.tollgate.sbe.journal.DeniedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.sbe.journal.SettledDecoder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Object2IntHashMap;

/** Adds up what the journal on the disk says about the agents of one run. For one thread. */
final class JournalSums {

  private static final int MISSING = -1;
  private static final int ID_LENGTH = 32;

  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final AgentRegisteredDecoder registered = new AgentRegisteredDecoder();
  private final SettledDecoder settled = new SettledDecoder();
  private final DeniedDecoder denied = new DeniedDecoder();
  private final byte[] id = new byte[ID_LENGTH];
  private final Object2IntHashMap<String> fleetIndexById = new Object2IntHashMap<>(MISSING);
  private final Long2LongHashMap fleetIndexByAgentIndex = new Long2LongHashMap(MISSING);
  private final AgentSums[] sums;
  private final long[] refused;

  /** Prepares for the agents with these ids, in the order of the fleet. */
  JournalSums(final List<String> agentIds) {
    for (int i = 0; i < agentIds.size(); i++) {
      fleetIndexById.put(agentIds.get(i), i);
    }
    sums = AgentSums.array(agentIds.size());
    refused = new long[agentIds.size()];
  }

  /**
   * Reads from a position to the end.
   *
   * @param fromPosition not after the first of the agents was registered
   */
  void read(final Path journal, final long fromPosition) {
    try (JournalReader reader = JournalReader.open(journal)) {
      reader.moveTo(fromPosition);
      while (reader.poll(this::onRecord)) {
        // Each poll is one batch; at the end there is none.
      }
    }
  }

  private void onRecord(
      final long position,
      final long timeNs,
      final DirectBuffer buffer,
      final int offset,
      final int length) {
    header.wrap(buffer, offset);
    switch (header.templateId()) {
      case AgentRegisteredDecoder.TEMPLATE_ID ->
          onRegistered(registered.wrapAndApplyHeader(buffer, offset, header));
      case SettledDecoder.TEMPLATE_ID ->
          onSettled(settled.wrapAndApplyHeader(buffer, offset, header));
      case DeniedDecoder.TEMPLATE_ID -> onDenied(denied.wrapAndApplyHeader(buffer, offset, header));
      default -> {
        // Other records hold nothing that is summed up here.
      }
    }
  }

  private void onRegistered(final AgentRegisteredDecoder record) {
    record.getAgentId(id, 0, ID_LENGTH);
    final int index = fleetIndexById.getValue(HexFormat.of().formatHex(id));
    if (index != MISSING) {
      fleetIndexByAgentIndex.put(record.agentIndex(), index);
    }
  }

  private void onSettled(final SettledDecoder record) {
    final int index = (int) fleetIndexByAgentIndex.get(record.agentIndex());
    if (index != MISSING && record.operation() == Operation.COMMIT.code()) {
      sums[index].add(record.amount(), record.outputAmount(), record.costNano());
    }
  }

  private void onDenied(final DeniedDecoder record) {
    final int index = (int) fleetIndexByAgentIndex.get(record.agentIndex());
    if (index != MISSING) {
      refused[index]++;
    }
  }

  AgentSums[] sums() {
    return sums.clone();
  }

  long refused(final int agent) {
    return refused[agent];
  }
}
