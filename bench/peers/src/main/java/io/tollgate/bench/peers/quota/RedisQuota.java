package io.tollgate.bench.peers.quota;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Question;
import java.io.IOException;
import java.util.List;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Redis: one counter of the agent's for an hour, in a server on this machine; a script looks and
 * counts in one step.
 */
public final class RedisQuota implements Peer {
  private static final String SCRIPT =
      """
      local used = tonumber(redis.call('GET', KEYS[1]) or '0')
      local amount = tonumber(ARGV[1])
      if used + amount > tonumber(ARGV[2]) then
        return 0
      end
      redis.call('INCRBY', KEYS[1], amount)
      if used == 0 then
        redis.call('EXPIRE', KEYS[1], 3600)
      end
      return 1
      """;
  private static final byte[] KEY = "quota:worker:llm.tokens:hour".getBytes(UTF_8);
  private static final byte[] LIMIT = Long.toString(Delegation.QUOTA_UNITS).getBytes(UTF_8);
  private static final Long GRANTED = 1L;

  private final RedisServer server;
  private final Jedis client;
  private final byte[] script;

  /**
   * Starts a server and connects.
   *
   * @param unixSocket whether by its Unix socket, which its documentation says is faster than TCP.
   */
  public RedisQuota(final boolean unixSocket) {
    server = RedisServer.start();
    client =
        unixSocket
            ? new Jedis(this::connect)
            : new Jedis(new HostAndPort("127.0.0.1", server.port()));
    script = client.scriptLoad(SCRIPT).getBytes(UTF_8);
  }

  /** Whether this machine has a server. */
  public static boolean isAvailable() {
    return RedisServer.isInstalled();
  }

  private UnixSocket connect() {
    try {
      return new UnixSocket(server.unixSocket());
    } catch (final IOException e) {
      throw new JedisConnectionException(e);
    }
  }

  @Override
  public Ask prepare(final Question question) {
    final long amount = question.amount();
    return () ->
        GRANTED.equals(
            client.evalsha(
                script, List.of(KEY), List.of(Long.toString(amount).getBytes(UTF_8), LIMIT)));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
