package io.tollgate.audit.store;

import io.tollgate.audit.CommandDetail;
import io.tollgate.audit.Decision;
import io.tollgate.audit.DecisionKind;
import io.tollgate.audit.RequestDetail;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.support.AgentId;
import io.tollgate.support.Currencies;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A row as it is shown.
 *
 * @param cursor to go on behind it.
 * @param decision what it says.
 */
record DecisionRow(DecisionCursor cursor, Decision decision) {
  static DecisionRow of(final ResultSet row) throws SQLException {
    final DecisionKind kind = DecisionKind.ofCode(row.getInt("kind"));
    final Reason reason = Reason.ofCode(row.getInt("reason"));
    final Optional<Long> refusals = number(row, "refusals");
    final boolean isRequest = kind != DecisionKind.COMMAND && kind != DecisionKind.UNATTRIBUTED;
    final Decision decision =
        new Decision(
            row.getLong("position"),
            Instant.ofEpochSecond(0, row.getLong("time_ns")),
            kind,
            reason == Reason.OK,
            reason,
            agent(row, "agent_id"),
            number(row, "failing_hop").map(Long::intValue),
            refusals.orElse(1L),
            isRequest ? Optional.of(request(row)) : Optional.empty(),
            kind == DecisionKind.COMMAND ? Optional.of(command(row)) : Optional.empty());
    return new DecisionRow(
        new DecisionCursor(row.getLong("position"), row.getInt("part")), decision);
  }

  private static RequestDetail request(final ResultSet row) throws SQLException {
    final String name = row.getString("name");
    final Optional<String> permission =
        name != null ? Optional.of(name) : number(row, "permission").map(bit -> "#" + bit);
    return new RequestDetail(
        number(row, "link_id"),
        permission,
        row.getLong("scope_hash"),
        number(row, "resource").map(code -> resource(code.intValue())),
        row.getLong("amount"),
        row.getLong("output_amount"),
        row.getLong("cost_nano"),
        row.getLong("price_id"),
        number(row, "currency").map(code -> Currencies.ofNumber(code.intValue())),
        eventId(row),
        number(row, "fitting"));
  }

  private static String resource(final int code) {
    final ResourceType type = ResourceType.ofCode(code);
    return type == null ? "#" + code : type.name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
  }

  private static Optional<String> eventId(final ResultSet row) throws SQLException {
    final long high = row.getLong("event_high");
    final long low = row.getLong("event_low");
    return high == 0 && low == 0
        ? Optional.empty()
        : Optional.of(HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low));
  }

  private static CommandDetail command(final ResultSet row) throws SQLException {
    return new CommandDetail(
        CommandNames.of(row.getInt("command")), agent(row, "subject"), row.getString("actor"));
  }

  private static Optional<AgentId> agent(final ResultSet row, final String column)
      throws SQLException {
    final byte[] bytes = row.getBytes(column);
    return bytes == null || Arrays.equals(bytes, new byte[AgentId.LENGTH])
        ? Optional.empty()
        : Optional.of(AgentId.of(bytes));
  }

  private static Optional<Long> number(final ResultSet row, final String column)
      throws SQLException {
    final long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }
}
