package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.SecretFile;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a secret of an answer goes: into a file of its own, or to stdout on request. */
public final class SecretOutput {

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Choice choice;

  /** One of the two has to be chosen. */
  private static final class Choice {
    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Write the secret to a new file that only you can read")
    private Path file;

    @Option(names = "--print", description = "Print the secret")
    private boolean print;
  }

  /** Fails before anything is done where the file exists. */
  void check() {
    if (choice.file != null) {
      SecretFile.requireAbsent(choice.file);
    }
  }

  /**
   * Writes the secret where it shall go, and takes it out of the answer unless it is to be printed.
   *
   * @return whether only the secret is to be printed
   */
  boolean put(final GateOptions gate, final ObjectNode answer, final String member) {
    if (choice.print) {
      return true;
    }
    SecretFile.write(choice.file, answer.path(member).asText());
    answer.remove(member);
    answer.put(member + "_file", choice.file.toString());
    gate.say("the " + member + " is in " + choice.file + "; it is a secret of whoever holds it");
    return false;
  }
}
