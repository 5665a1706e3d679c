package io.tollgate.bench.rig;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.tollgate.engine.GateMediaDriver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentRunner;

/**
 * The bare echo in a process of its own, with a media driver like the gate's. To {@code rest} it
 * sleeps until {@code wake}. Ends with its input.
 */
public final class RigEcho {
  private static final ErrorHandler ERRORS = Throwable::printStackTrace;

  private RigEcho() {}

  /**
   * The process.
   *
   * @param arguments Aeron directory, clients at the most, how to idle.
   */
  public static void main(final String[] arguments) throws IOException {
    final SwitchedIdle idle = new SwitchedIdle(RigIdle.ofWord(arguments[2]));
    try (MediaDriver driver =
            GateMediaDriver.launch(GateMediaDriver.context(Path.of(arguments[0])));
        Aeron aeron =
            Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
        AgentRunner runner =
            new AgentRunner(
                idle, ERRORS, null, new EchoServer(aeron, Integer.parseInt(arguments[1])))) {
      AgentRunner.startOnThread(runner);
      obey(idle);
    }
  }

  private static void obey(final SwitchedIdle idle) throws IOException {
    final BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    RigProcess.say("ready");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      idle.rest(line.equals("rest"));
      RigProcess.say("0");
    }
  }
}
