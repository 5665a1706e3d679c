package io.tollgate.bench.peers.quota;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.SynchronizationStrategy;
import io.tollgate.bench.peers.question.Delegation;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Question;
import java.time.Duration;

/** Bucket4j: one bucket of the agent's, in this process. */
public final class BucketQuota implements Peer {
  private final Bucket bucket;

  /**
   * A bucket.
   *
   * @param strategy how threads share it.
   */
  public BucketQuota(final SynchronizationStrategy strategy) {
    bucket =
        Bucket.builder()
            .addLimit(
                limit ->
                    limit
                        .capacity(Delegation.QUOTA_UNITS)
                        .refillGreedy(Delegation.QUOTA_UNITS, Duration.ofHours(1)))
            .withSynchronizationStrategy(strategy)
            .build();
  }

  @Override
  public Ask prepare(final Question question) {
    final long amount = question.amount();
    return () -> bucket.tryConsume(amount);
  }
}
