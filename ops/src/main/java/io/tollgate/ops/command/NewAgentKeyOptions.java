package io.tollgate.ops.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the key of an agent that does not exist yet is, or is to be. */
public final class NewAgentKeyOptions {
  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The agent's secret key (Ed25519 seed, hex); made where missing")
  private Path key;

  /** The key in the file, which is made where it is missing; the caller closes it. */
  AgentKey readOrMake() {
    return AgentKey.readOrMake(key);
  }

  /** Says where the key is. */
  void say(final GateOptions gate) {
    gate.say("its secret key is in " + key);
  }
}
