package io.tollgate.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tollgate.ops.Main;
import io.tollgate.ops.cli.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Answers as a gate would, and remembers what commands sent it. */
final class StubGate implements AutoCloseable {
  private final HttpServer server;
  private final Path tokenFile;
  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, byte[]> messages = new HashMap<>();
  private final Map<String, String> bodies = new HashMap<>();
  private final Map<String, String> authorizations = new HashMap<>();
  private final Map<String, String> queries = new HashMap<>();
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  StubGate(final Path directory) throws IOException {
    tokenFile = Files.writeString(directory.resolve("token"), "a-token");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    answering("GET /v1/status", "{\"engine\":{\"position\":7}}");
  }

  void answering(final String request, final String json) {
    answers.put(request, json);
  }

  /** Answers with a message of protobuf. */
  void answering(final String request, final byte[] message) {
    messages.put(request, message);
  }

  private void answer(final HttpExchange exchange) throws IOException {
    final String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    bodies.put(
        request, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    queries.put(request, String.valueOf(exchange.getRequestURI().getQuery()));
    authorizations.put(
        request, String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    final String json = answers.get(request);
    final byte[] message = messages.get(request);
    if (message != null) {
      exchange.getResponseHeaders().set("Content-Type", "application/protobuf");
    }
    final byte[] bytes =
        message != null ? message : (json == null ? "{}" : json).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(json == null && message == null ? 404 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** What was sent last with a request. */
  JsonNode sent(final String request) throws IOException {
    return Json.parse(bodies.get(request));
  }

  /** By which right a request was made; "null" for none. */
  String authorization(final String request) {
    return authorizations.get(request);
  }

  /** What a request said behind its path; "null" for nothing. */
  String query(final String request) {
    return queries.get(request);
  }

  int run(final String... arguments) {
    final List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--url",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "--token-file",
            tokenFile.toString()));
    final CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(all.toArray(String[]::new));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
