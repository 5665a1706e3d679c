package io.tollgate.support.consumer;

import io.tollgate.support.database.Database;
import io.tollgate.support.postgres.PostgresEndpoint;
import java.nio.file.Path;
import java.time.Duration;

/** A consumer in a process of its own, to be killed. */
final class ConsumerProcess {
  private ConsumerProcess() {}

  public static void main(final String[] args) throws Exception {
    final Database database =
        new Database(
            new PostgresEndpoint(args[0], args[1], System.getenv("TEST_PASSWORD")), "consumer", 2);
    final ReadPosition position = new ReadPosition(database, NotingProjection.SCHEMA);
    final ConsumerSettings settings =
        new ConsumerSettings(
            NotingProjection.SCHEMA,
            Path.of(args[2]),
            ConsumerSettings.statusesBeside(Path.of(args[2])),
            64,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofMillis(10));
    final JournalConsumer consumer =
        new JournalConsumer(settings, database, new NotingProjection(), position);
    consumer.start();
    System.in.read();
  }
}
