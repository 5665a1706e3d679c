package io.tollgate.engine.infra.session;

/**
 * How clients are met.
 *
 * @param requestChannel on which clients ask.
 * @param requestStreamId of it.
 * @param responseChannel on which they are answered, without what makes it one client's.
 * @param responseStreamId of it.
 * @param maxSessions clients at the most.
 * @param fragmentLimit requests of one client in one cycle at the most.
 * @param stallTimeoutNs how long a client may leave its answers unread.
 */
public record SessionSettings(
    String requestChannel,
    int requestStreamId,
    String responseChannel,
    int responseStreamId,
    int maxSessions,
    int fragmentLimit,
    long stallTimeoutNs) {}
