package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tollgate.ops.cli.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Trees and exposures for people. */
final class ReachText {

  private ReachText() {}

  /** Draws a tree; each line is a link, below the one that it was delegated from. */
  static String tree(final JsonNode tree) {
    final List<JsonNode> nodes = new ArrayList<>();
    tree.path("items").forEach(nodes::add);
    final StringBuilder text = new StringBuilder();
    text.append(agent(tree.path("agent"))).append('\n');
    final boolean[] isOpen = new boolean[16];
    for (int i = 0; i < nodes.size(); i++) {
      final JsonNode node = nodes.get(i);
      final int level = node.path("level").asInt();
      for (int above = 0; above < level; above++) {
        text.append(isOpen[above] ? "│  " : "   ");
      }
      isOpen[level] = hasSibling(nodes, i, level);
      text.append(isOpen[level] ? "├─ " : "└─ ").append(line(node)).append('\n');
    }
    if (nodes.isEmpty()) {
      text.append("└─ holds no link\n");
    }
    return text.append(complete(tree)).toString();
  }

  private static boolean hasSibling(final List<JsonNode> nodes, final int from, final int level) {
    for (int i = from + 1; i < nodes.size(); i++) {
      final int other = nodes.get(i).path("level").asInt();
      if (other <= level) {
        return other == level;
      }
    }
    return false;
  }

  private static String line(final JsonNode node) {
    final String scope = node.path("scope").asText();
    return agent(node)
        + "  "
        + joined(node.path("permissions"))
        + (scope.isEmpty() ? "" : " in " + scope)
        + "  until "
        + node.path("expires_at").asText()
        + "  link "
        + node.path("link_id").asText()
        + (node.path("cut_off").asBoolean() ? "  CUT OFF" : "");
  }

  private static String agent(final JsonNode agent) {
    return agent.path("name").asText()
        + " "
        + Texts.shortId(agent.path("agent_id"))
        + " ("
        + agent.path("trust").asText()
        + ")";
  }

  /** Tells what an agent and each agent below it may do and spend at the worst. */
  static String exposure(final JsonNode exposure) {
    final Table table = new Table("AGENT", "NAME", "TRUST", "MAY", ">SPEND AT MOST", ">LEFT");
    final JsonNode top = exposure.path("agent");
    row(table, top, exposure);
    for (final JsonNode below : exposure.path("below")) {
      row(table, below, below);
    }
    return table.render()
        + (exposure.path("spend").isEmpty()
            ? "together they can spend nothing\n"
            : "together at most "
                + spend(exposure.path("spend"), "at_most")
                + " until a budget starts anew; "
                + spend(exposure.path("spend"), "left")
                + " of it is left\n")
        + (exposure.path("left_known").asBoolean()
            ? ""
            : "the engine did not tell of every budget: those count as unspent\n")
        + complete(exposure);
  }

  private static void row(final Table table, final JsonNode agent, final JsonNode facts) {
    final StringJoiner may = new StringJoiner("; ");
    for (final JsonNode grant : facts.path("grants")) {
      final String scope = grant.path("scope").asText();
      may.add(joined(grant.path("permissions")) + (scope.isEmpty() ? "" : " in " + scope));
    }
    table.row(
        Texts.shortId(agent.path("agent_id")),
        agent.path("name").asText(),
        agent.path("trust").asText(),
        may.length() == 0 ? "nothing" : may,
        spend(facts.path("spend"), "at_most"),
        spend(facts.path("spend"), "left"));
  }

  private static String spend(final JsonNode spend, final String amount) {
    final StringJoiner text = new StringJoiner(", ");
    for (final JsonNode bound : spend) {
      text.add(bound.path(amount).asText() + " " + bound.path("currency").asText());
    }
    return text.length() == 0 ? "nothing" : text.toString();
  }

  private static String joined(final JsonNode texts) {
    final StringJoiner text = new StringJoiner(",");
    texts.forEach(one -> text.add(one.asText()));
    return text.toString();
  }

  private static String complete(final JsonNode answer) {
    return answer.path("complete").asBoolean() ? "" : "there is more than is shown\n";
  }
}
