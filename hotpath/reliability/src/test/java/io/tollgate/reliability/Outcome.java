package io.tollgate.reliability;

import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.engine.domain.decision.Reason;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client was answered.
 *
 * @param operation that was asked for.
 * @param leaf that it was asked for.
 * @param id of the use or the reservation; 0 for a check.
 * @param amount units at the first rate.
 * @param outputAmount units at the second rate.
 * @param position in the journal, as the answer said.
 * @param reason of the answer.
 * @param isRepeated whether the gate said that it had decided this before.
 */
record Outcome(
    Operation operation,
    int leaf,
    long id,
    long amount,
    long outputAmount,
    long position,
    Reason reason,
    boolean isRepeated) {

  /** Writes it down. */
  void write(final DataOutputStream out) throws IOException {
    out.writeByte(operation.code());
    out.writeByte(leaf);
    out.writeLong(id);
    out.writeLong(amount);
    out.writeLong(outputAmount);
    out.writeLong(position);
    out.writeByte(reason.code());
    out.writeBoolean(isRepeated);
  }

  /** Reads what was written down. */
  static List<Outcome> read(final Path file) throws IOException {
    final List<Outcome> outcomes = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      while (true) {
        outcomes.add(
            new Outcome(
                Operation.ofCode(in.readUnsignedByte()),
                in.readUnsignedByte(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Reason.ofCode(in.readUnsignedByte()),
                in.readBoolean()));
      }
    } catch (final EOFException e) {
      return outcomes;
    }
  }
}
