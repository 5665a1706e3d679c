package io.tollgate.ops.gate;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.Settings;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Switches logging from that of short commands to the gate's: a file, and the console. */
final class GateLog {

  private GateLog() {}

  /** The file that the gate logs to. */
  static Path file(final Configuration configuration) {
    return configuration.home().log().resolve("tollgate.log");
  }

  static void configure(final Configuration configuration) {
    final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.putProperty("file", file(configuration).toString());
    context.putProperty("level", configuration.get(Settings.LOG_LEVEL).name());
    final JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(GateLog.class.getResource("/logback-gate.xml"));
    } catch (final JoranException e) {
      throw new IllegalStateException("the log configuration in the jar is broken", e);
    }
  }
}
