package io.tollgate.ops.gate;

import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.RootKeyOrigin;
import io.tollgate.ops.config.Settings;
import io.tollgate.secrets.EnvironmentRootKey;
import io.tollgate.secrets.KeptRootKey;
import io.tollgate.secrets.KmsHook;
import io.tollgate.secrets.RootKeySource;
import io.tollgate.secrets.SecretException;
import io.tollgate.secrets.SecretStore;
import java.nio.file.Path;
import java.time.Duration;

/** Opens a gate's secrets with the root key from where the configuration says. */
public final class GateSecrets {
  private GateSecrets() {}

  /**
   * Opens them.
   *
   * @throws CliException where the root key cannot be had, or is another
   */
  public static SecretStore open(final Configuration configuration) {
    try {
      return SecretStore.open(
          configuration.home().secrets(),
          source(configuration, configuration.get(Settings.ROOT_KEY_SOURCE)));
    } catch (final SecretException e) {
      throw CliException.failure(e.getMessage());
    }
  }

  /**
   * A source of the root key.
   *
   * @throws CliException where the configuration does not say enough for it
   */
  public static RootKeySource source(
      final Configuration configuration, final RootKeyOrigin origin) {
    final Path secrets = configuration.home().secrets();
    return switch (origin) {
      case FILE -> KeptRootKey.inFile(secrets);
      case ENVIRONMENT -> new EnvironmentRootKey(System.getenv());
      case KMS ->
          KeptRootKey.wrapped(
              secrets,
              new KmsHook(
                  configuration
                      .get(Settings.ROOT_KEY_HOOK)
                      .orElseThrow(
                          () ->
                              CliException.usage(
                                  "root.key.source = kms needs a program in root.key.hook")),
                  Duration.ofSeconds(configuration.get(Settings.ROOT_KEY_HOOK_TIMEOUT_SECONDS))));
    };
  }
}
