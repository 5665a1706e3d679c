package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tollgate.ops.cli.Json;
import io.tollgate.ops.cli.Table;
import io.tollgate.ops.config.Configuration;
import io.tollgate.ops.config.Setting;
import io.tollgate.ops.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is configured. */
@Command(name = "config", description = "What is configured")
public final class ConfigCommands {

  @Command(name = "show", description = "Show every setting in effect and where it comes from")
  void show(@Mixin final ConfigurationOptions options, @Mixin final OutputOptions output) {
    final Configuration configuration = options.load();
    final ArrayNode settings = Json.object().putArray("settings");
    final Table table = new Table("KEY", "VALUE", "FROM");
    for (final Setting<?> setting : Settings.ALL) {
      final Configuration.Value value = configuration.value(setting);
      final ObjectNode node = settings.addObject();
      node.put("key", setting.key());
      node.put("value", value.text());
      node.put("source", value.source());
      node.put("default", setting.defaultText());
      node.put("environment", setting.environmentName());
      node.put("description", setting.description());
      table.row(setting.key(), value.text(), value.source());
    }
    output.print(settings, table::render);
  }
}
