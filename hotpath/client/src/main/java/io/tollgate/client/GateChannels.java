package io.tollgate.client;

import java.util.Objects;

/**
 * Where a gate listens and how it answers; must be what the engine was given.
 *
 * @param channel Aeron channel of both directions, without what makes it one client's.
 * @param requestStreamId on which clients ask.
 * @param responseStreamId on which each is answered.
 */
public record GateChannels(String channel, int requestStreamId, int responseStreamId) {
  /** A gate on this machine: terms of 1 MiB, messages of up to 8 KiB. */
  public static final String IPC_CHANNEL = "aeron:ipc?term-length=1048576|mtu=8192";

  /** Stream on which clients ask. */
  public static final int REQUEST_STREAM_ID = 1001;

  /** Stream on which they are answered. */
  public static final int RESPONSE_STREAM_ID = 1002;

  private static final GateChannels IPC =
      new GateChannels(IPC_CHANNEL, REQUEST_STREAM_ID, RESPONSE_STREAM_ID);

  /** Refuses missing channels. */
  public GateChannels {
    Objects.requireNonNull(channel, "channel");
  }

  /** What a gate uses by default. */
  public static GateChannels ipc() {
    return IPC;
  }
}
