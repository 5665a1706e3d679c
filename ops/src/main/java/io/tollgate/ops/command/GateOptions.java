package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.CliException;
import io.tollgate.ops.cli.SecretFile;
import io.tollgate.ops.config.GateHome;
import io.tollgate.ops.rest.AdminClient;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which gate a command speaks to, and how it answers. Mixed into every command that asks one. */
public final class GateOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private OutputOptions output;

  @Mixin private HomeOptions home;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:TOLLGATE_URL}",
      description = "REST API of a gate elsewhere (TOLLGATE_URL); needs --token-file")
  private URI url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = "${env:TOLLGATE_TOKEN_FILE}",
      description = "Token to use instead of the data directory's (TOLLGATE_TOKEN_FILE)")
  private Path tokenFile;

  /** The data directory in effect. */
  public GateHome home() {
    return home.home();
  }

  /** Whether a URL was given: then this machine's data directory has nothing to do with it. */
  public boolean isElsewhere() {
    return url != null;
  }

  /**
   * A client of the gate that is meant.
   *
   * @throws CliException with UNAVAILABLE where no gate runs on the data directory
   */
  public AdminClient client() {
    if (url != null) {
      if (tokenFile == null) {
        throw CliException.usage("--url needs --token-file");
      }
      return new AdminClient(url, SecretFile.read(tokenFile));
    }
    final GateHome home = home();
    final Path token = tokenFile == null ? home.adminToken() : tokenFile;
    return new AdminClient(home.apiUrl(), SecretFile.read(token));
  }

  /** A client of the gate that is meant, for what wants no token. */
  public AdminClient openClient() {
    return new AdminClient(url == null ? home().apiUrl() : url);
  }

  /** Prints the result: the JSON where --json was given, else the text. */
  public void print(final JsonNode json, final Supplier<String> text) {
    output.print(json, text);
  }

  /** Whether the result is for programs. */
  public boolean isJson() {
    return output.json();
  }

  /** Says something to people, on stderr. */
  public void say(final String text) {
    final PrintWriter err = command.commandLine().getErr();
    err.println(text);
    err.flush();
  }
}
