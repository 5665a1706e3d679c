package io.tollgate.bench.trust;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One connection to a gate's REST API over loopback that stays open, with as little of its own as
 * HTTP/1.1 needs, so that the gate's time is measured and not a client's. For one thread.
 */
final class RestLine implements AutoCloseable {
  private static final int TIMEOUT_MS = (int) TimeUnit.SECONDS.toMillis(30);
  private static final String LENGTH = "content-length:";

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;
  private final String headers;
  private final StringBuilder line = new StringBuilder();

  /** An answer. */
  record Reply(int status, String body) {}

  RestLine(final URI gate, final String token) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MS);
    socket.connect(new InetSocketAddress(gate.getHost(), gate.getPort()), TIMEOUT_MS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    headers =
        " HTTP/1.1\r\nHost: "
            + gate.getAuthority()
            + "\r\nAuthorization: Bearer "
            + token
            + "\r\n\r\n";
  }

  Reply get(final String path) throws IOException {
    out.write(("GET " + path + headers).getBytes(StandardCharsets.US_ASCII));
    final int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    final byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the gate ended its answer early");
    }
    return new Reply(status, new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    line.setLength(0);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the gate ended the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
