package io.tollgate.bench.peers.question;

import java.util.List;

/** Several peers who must all say yes; asked in their order, as far as the first no. */
public final class Together implements Peer {
  private final List<Peer> peers;

  /** Peers that answer the question between them. */
  public Together(final Peer... peers) {
    this.peers = List.of(peers);
  }

  @Override
  public Ask prepare(final Question question) {
    final Ask[] asks = peers.stream().map(peer -> peer.prepare(question)).toArray(Ask[]::new);
    return () -> {
      for (final Ask ask : asks) {
        if (!ask.ask()) {
          return false;
        }
      }
      return true;
    };
  }

  @Override
  public void close() {
    peers.forEach(Peer::close);
  }
}
