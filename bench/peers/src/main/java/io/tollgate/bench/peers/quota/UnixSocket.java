package io.tollgate.bench.peers.quota;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A connected Unix socket in the dress of a TCP one, as far as Jedis looks at it. */
final class UnixSocket extends Socket {
  private final SocketChannel channel;

  /**
   * Connects.
   *
   * @param path of the socket's file.
   * @throws IOException if nobody listens.
   */
  UnixSocket(final Path path) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(path));
  }

  @Override
  public InputStream getInputStream() {
    return Channels.newInputStream(channel);
  }

  @Override
  public OutputStream getOutputStream() {
    return Channels.newOutputStream(channel);
  }

  @Override
  public boolean isConnected() {
    return channel.isConnected();
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public synchronized void setSoTimeout(final int timeoutMs) {
    // A read from a channel has no time-out; the server is our own child.
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
