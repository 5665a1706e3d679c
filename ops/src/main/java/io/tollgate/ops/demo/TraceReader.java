package io.tollgate.ops.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a trace in the form of the Azure LLM inference traces: a heading, then a time, the context
 * tokens and the generated tokens of one request a line, oldest first. Anything else is an error
 * with its line number; nothing is skipped or guessed.
 */
public final class TraceReader {

  /** The heading that the first line must be. */
  public static final String HEADING = "TIMESTAMP,ContextTokens,GeneratedTokens";

  /** The most requests that one trace may hold. */
  public static final int MAX_REQUESTS = 2_000_000;

  /** The most tokens that one request may have in one direction. */
  public static final int MAX_TOKENS = 10_000_000;

  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
  private static final int MAX_LINE_LENGTH = 128;

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalStart()
          .appendLiteral("+00:00")
          .optionalEnd()
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private final String source;
  private final BufferedReader reader;
  private long lineNumber;

  /**
   * Makes a reader of a text.
   *
   * @param source names the trace in errors
   */
  public TraceReader(final String source, final Reader reader) {
    this.source = source;
    this.reader = new BufferedReader(reader);
  }

  /**
   * Reads the whole trace.
   *
   * @return at least one request
   * @throws TraceException where the text is not of the form
   */
  public List<TraceRequest> readAll() throws IOException {
    final String heading = nextLine();
    if (!HEADING.equals(heading)) {
      throw error("the heading must be " + HEADING);
    }
    final List<TraceRequest> requests = new ArrayList<>();
    long firstNs = 0;
    long lastNs = 0;
    for (String line = nextLine(); line != null; line = nextLine()) {
      final String[] fields = line.split(",", -1);
      if (fields.length != 3) {
        throw error("3 fields expected, " + fields.length + " found");
      }
      final long timeNs = parseTime(fields[0]);
      if (requests.isEmpty()) {
        firstNs = timeNs;
      } else if (timeNs < lastNs) {
        throw error("the time goes back");
      }
      lastNs = timeNs;
      if (requests.size() == MAX_REQUESTS) {
        throw error("more than " + MAX_REQUESTS + " requests");
      }
      requests.add(
          new TraceRequest(
              timeNs - firstNs,
              parseTokens("ContextTokens", fields[1]),
              parseTokens("GeneratedTokens", fields[2])));
    }
    if (requests.isEmpty()) {
      throw error("the trace holds no request");
    }
    return requests;
  }

  private String nextLine() throws IOException {
    final String line = reader.readLine();
    lineNumber++;
    if (line != null && line.length() > MAX_LINE_LENGTH) {
      throw error("longer than " + MAX_LINE_LENGTH + " characters");
    }
    return line;
  }

  private long parseTime(final String text) {
    try {
      return ChronoUnit.NANOS.between(EPOCH, LocalDateTime.parse(text, TIME));
    } catch (final DateTimeException | ArithmeticException e) {
      throw error("TIMESTAMP must look like 2023-11-16 18:17:03.9799600, not " + text);
    }
  }

  private int parseTokens(final String name, final String text) {
    if (text.isEmpty() || text.length() > 8 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw error(name + " must be a whole number of tokens, not '" + text + "'");
    }
    final int tokens = Integer.parseInt(text);
    if (tokens > MAX_TOKENS) {
      throw error(name + " must be at most " + MAX_TOKENS);
    }
    return tokens;
  }

  private TraceException error(final String message) {
    return new TraceException(source, lineNumber, message);
  }
}
