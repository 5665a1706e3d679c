package io.tollgate.ops.command;

import io.tollgate.identity.domain.AgentRecord;
import io.tollgate.identity.domain.SuccessionFlaw;
import io.tollgate.identity.message.MessageBytes;
import io.tollgate.identity.message.RecordMessages;
import io.tollgate.identity.message.RecordMessages.ReadRecord;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.support.error.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads agents' records that anyone may have written. */
final class RecordFile {
  private RecordFile() {}

  /** The bytes of a file, of which no more are read than a record can have. */
  static byte[] read(final Path file) {
    final byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MessageBytes.MAX_LENGTH + 1);
    } catch (final NoSuchFileException e) {
      throw new CliException(ExitCode.FAILURE, "there is no file " + file, e);
    } catch (final IOException e) {
      throw new CliException(ExitCode.FAILURE, "cannot read " + file + ": " + e.getMessage(), e);
    }
    if (bytes.length > MessageBytes.MAX_LENGTH) {
      throw CliException.failure(
          file + " is no agent's record: it is longer than " + MessageBytes.MAX_LENGTH + " bytes");
    }
    return bytes;
  }

  /**
   * The record that bytes are.
   *
   * @param what they are called in the error
   */
  static ReadRecord parse(final String what, final byte[] bytes) {
    try {
      return RecordMessages.read(bytes);
    } catch (final InvalidRequestException e) {
      throw new CliException(
          ExitCode.FAILURE, what + " is no agent's record: " + e.getMessage(), e);
    }
  }

  /** What speaks against it, if anything. */
  static Optional<SuccessionFlaw> flaw(final AgentRecord record, final Optional<String> wantedId) {
    final boolean isOther =
        wantedId.filter(id -> !id.equals(record.agent().agentId().hex())).isPresent();
    return isOther ? Optional.of(new SuccessionFlaw(0, "it is another agent's")) : record.flaw();
  }
}
