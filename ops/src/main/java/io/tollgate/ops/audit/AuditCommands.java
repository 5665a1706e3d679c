package io.tollgate.ops.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.audit.log.LogReader;
import io.tollgate.audit.proof.AuditRecord;
import io.tollgate.audit.proof.BundleVerifier;
import io.tollgate.audit.proof.TreeHasher;
import io.tollgate.audit.proof.VerificationReport;
import io.tollgate.audit.proof.VerifierKey;
import io.tollgate.audit.recorder.SubjectKeys;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.ExitCode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.command.AuditFetchCommand;
import io.tollgate.ops.command.AuditForgetCommand;
import io.tollgate.ops.command.AuditHoldCommands;
import io.tollgate.ops.command.AuditKeyCommands;
import io.tollgate.ops.command.AuditSearchCommand;
import io.tollgate.ops.command.AuditWatchCommand;
import io.tollgate.ops.command.Moments;
import io.tollgate.ops.command.OutputOptions;
import io.tollgate.ops.gate.GateSecrets;
import io.tollgate.support.error.InvalidRequestException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The signed audit logs. What reads their files needs no server; what searches them, or changes
 * anything, asks the gate.
 */
@Command(
    name = "audit",
    description = "Search, show, export and verify the signed audit logs",
    subcommands = {
      AuditSearchCommand.class,
      AuditWatchCommand.class,
      AuditFetchCommand.class,
      AuditHoldCommands.class,
      AuditForgetCommand.class,
      AuditKeyCommands.class,
      AuditRestoreCommand.class,
      LostTailCommand.class
    })
public final class AuditCommands {

  private static final long MAX_BUNDLE_BYTES = 1L << 30;

  @Command(
      name = "verify",
      description = "Check every record, hash and signature (exit 1: something is wrong)")
  int verify(
      @Mixin final AuditOptions audit,
      @Mixin final OutputOptions output,
      @Option(
              names = "--offline",
              paramLabel = "BUNDLE",
              description = "Check an exported bundle instead of the gate's own logs")
          final Path bundle,
      @Mixin final KafkaCopy kafka,
      @Option(
              names = "--scratch",
              paramLabel = "DIR",
              description = "Where --kafka may put the logs meanwhile (default: the system's)")
          final Path scratch,
      @Option(
              names = "--key",
              paramLabel = "KEY",
              description = "A verifier key that you trust, name+hash+key; may be given repeatedly")
          final List<String> keys,
      @Option(
              names = "--known",
              paramLabel = "FILE",
              description = "A checkpoint that you were given before; may be given repeatedly")
          final List<Path> known) {
    final List<VerificationReport> reports;
    if (kafka.isGiven() && bundle == null) {
      reports = kafka.verify(scratch, parsed(keys), read(known));
    } else if (bundle == null) {
      reports = new OwnLogs(audit.home().audit()).verify(parsed(keys), read(known));
    } else if (kafka.isGiven()) {
      throw CliException.usage("--offline and --kafka are two things");
    } else {
      reports =
          List.of(
              new BundleVerifier(parsed(keys), List.copyOf(read(known).values()))
                  .verify(read(bundle)));
    }
    return ReportView.print(reports, bundle != null || kafka.isGiven(), output);
  }

  static Map<Path, byte[]> read(final List<Path> files) {
    final Map<Path, byte[]> notes = new LinkedHashMap<>();
    if (files != null) {
      files.forEach(file -> notes.put(file, read(file)));
    }
    return notes;
  }

  static List<VerifierKey> parsed(final List<String> keys) {
    try {
      return keys == null ? List.of() : keys.stream().map(VerifierKey::parse).toList();
    } catch (final IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--key: " + e.getMessage(), e);
    }
  }

  @Command(name = "export", description = "Write records as a bundle that proves itself")
  void export(
      @Mixin final AuditOptions audit,
      @Mixin final OutputOptions output,
      @Parameters(paramLabel = "BUNDLE", description = "The file to write; must not exist")
          final Path bundle,
      @Option(
              names = "--from",
              paramLabel = "SEQUENCE",
              description = "The first record (default: the oldest there is)")
          final Long from,
      @Option(
              names = "--to",
              paramLabel = "SEQUENCE",
              description = "The last record (default: the newest)")
          final Long to,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              description = "Instead of --from: how far back, as in 1h, or a time")
          final String since) {
    final LogReader log = audit.open();
    final long first = first(log, from, since);
    final long end = to == null ? log.checkpoint().size() : to + 1;
    final long records;
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(
                bundle, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      records = log.export(first, end, out);
    } catch (final FileAlreadyExistsException e) {
      throw new CliException(ExitCode.USAGE, bundle + " exists already", e);
    } catch (final InvalidRequestException e) {
      remove(bundle);
      throw new CliException(ExitCode.USAGE, e.getMessage(), e);
    } catch (final IOException e) {
      remove(bundle);
      throw new CliException(ExitCode.FAILURE, "cannot write " + bundle + ": " + e, e);
    }
    final ObjectNode node = Json.object();
    node.put("bundle", bundle.toString());
    node.put("first", first);
    node.put("records", records);
    node.put("origin", log.checkpoint().origin());
    node.put("key", log.key().toString());
    output.print(
        node,
        () ->
            records
                + " records from "
                + first
                + " on, to be checked with: ops/tollgate audit verify --offline "
                + bundle
                + " --key "
                + log.key()
                + "\n");
  }

  private static long first(final LogReader log, final Long from, final String since) {
    if (since == null) {
      return from == null ? log.first() : from;
    }
    final Instant time = Moments.ago(since);
    return log.firstSince(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L) + time.getNano());
  }

  @Command(name = "show", description = "Show a record")
  void show(
      @Mixin final AuditOptions audit,
      @Parameters(paramLabel = "SEQUENCE", description = "Its number in its log, from 0")
          final long sequence,
      @Mixin final OutputOptions output) {
    final ObjectNode node =
        new RecordView(new SubjectKeys(GateSecrets.open(audit.configuration())))
            .json(record(audit.open(), sequence));
    output.print(node, () -> Json.pretty(node) + "\n");
  }

  @Command(
      name = "prove",
      description = "Show a record's signature: the signed tree head, and the path to it")
  void prove(
      @Mixin final AuditOptions audit,
      @Parameters(paramLabel = "SEQUENCE", description = "Its number in its log, from 0")
          final long sequence,
      @Mixin final OutputOptions output) {
    final LogReader log = audit.open();
    final AuditRecord record = record(log, sequence);
    final byte[] leaf = new byte[TreeHasher.HASH_LENGTH];
    record.hash(new TreeHasher(), leaf);
    final ObjectNode node = Json.object();
    node.put("sequence", sequence);
    node.put("record", Base64.getEncoder().encodeToString(record.toByteArray()));
    node.put("leaf_hash", HexFormat.of().formatHex(leaf));
    final ArrayNode path = node.putArray("inclusion_path");
    log.inclusionProof(sequence).forEach(hash -> path.add(HexFormat.of().formatHex(hash)));
    if (record.isSigned()) {
      node.put("signature", HexFormat.of().formatHex(record.signature()));
    }
    node.put("checkpoint", new String(log.checkpointNote(), StandardCharsets.UTF_8));
    node.put("key", log.key().toString());
    output.print(node, () -> Json.pretty(node) + "\n");
  }

  @Command(
      name = "checkpoint",
      description = "Print the newest signed checkpoint, to be kept elsewhere (see verify --known)")
  void checkpoint(@Mixin final AuditOptions audit, @Mixin final OutputOptions output) {
    final LogReader log = audit.open();
    final String note = new String(log.checkpointNote(), StandardCharsets.UTF_8);
    output.print(
        Json.object().put("checkpoint", note).put("key", log.key().toString()), () -> note);
  }

  private static AuditRecord record(final LogReader log, final long sequence) {
    try {
      return log.record(sequence);
    } catch (final InvalidRequestException e) {
      throw new CliException(ExitCode.USAGE, e.getMessage(), e);
    }
  }

  private static byte[] read(final Path file) {
    try {
      if (Files.size(file) > MAX_BUNDLE_BYTES) {
        throw CliException.usage(file + " is larger than 1 GiB");
      }
      return Files.readAllBytes(file);
    } catch (final IOException e) {
      throw new CliException(ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static void remove(final Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (final IOException e) {
      throw new CliException(ExitCode.FAILURE, "cannot remove " + file, e);
    }
  }
}
