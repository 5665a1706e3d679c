package io.tollgate.ops.command;

import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.RootKeyOrigin;
import io.tollgate.ops.config.Settings;
import io.tollgate.ops.gate.GateSecrets;
import io.tollgate.ops.gate.HomeLock;
import io.tollgate.secrets.SecretException;
import io.tollgate.secrets.SecretStore;
import java.nio.file.Files;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the gate's own keys are sealed under. */
@Command(name = "root", description = "The root key, under which the gate's own keys are sealed")
public final class RootKeyCommands {

  @Command(
      name = "rotate",
      description = {
        "Seal the keys of a gate that is down under a new root key",
        "The new one comes from root.key.source. Cut off anywhere, doing it again goes on."
      })
  void rotate(
      @Mixin final ConfigurationOptions options,
      @Option(
              names = "--from",
              paramLabel = "SOURCE",
              description =
                  "Where the present root key is: file, environment or kms (default: the same"
                      + " source). From environment to environment, TOLLGATE_ROOT_KEY_OLD is the"
                      + " present one")
          final String from,
      @Mixin final OutputOptions output) {
    final Configuration configuration = options.load();
    final RootKeyOrigin target = configuration.get(Settings.ROOT_KEY_SOURCE);
    final RootKeyOrigin present =
        from == null ? target : Settings.ROOT_KEY_SOURCE.parse(from, "--from");
    if (!Files.isDirectory(configuration.home().secrets())) {
      throw CliException.failure("there are no secrets in " + configuration.home().root());
    }
    try (HomeLock lock = HomeLock.alone(configuration.home())) {
      lock.require();
      final String id =
          SecretStore.rotate(
              configuration.home().secrets(),
              GateSecrets.source(configuration, present),
              GateSecrets.source(configuration, target));
      output.print(
          Json.object()
              .put("root_key_id", id)
              .put("source", target.name().toLowerCase(Locale.ROOT)),
          () -> "the secrets are sealed under root key " + id + "\n");
    } catch (final SecretException e) {
      throw CliException.failure(e.getMessage());
    }
  }
}
