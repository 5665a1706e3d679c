package io.tollgate.identity;

import io.tollgate.client.GateAnswer;
import io.tollgate.client.GateLocator;
import io.tollgate.client.GateRequest;
import io.tollgate.client.TollgateClient;
import io.tollgate.engine.EmbeddedEngine;
import io.tollgate.engine.EngineContext;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.chain.Scope;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.identity.domain.IdentityEvent;
import io.tollgate.identity.lookup.AgentLookups;
import io.tollgate.journal.JournalReader;
import io.tollgate.sbe.journal.EventAppendedDecoder;
import io.tollgate.sbe.journal.MessageHeaderDecoder;
import io.tollgate.secrets.SecretStore;
import io.tollgate.support.AgentId;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.consumer.JournalConsumer;
import io.tollgate.support.database.Database;
import io.tollgate.support.testing.TestDatabase;
import io.tollgate.support.testing.TestFiles;
import io.tollgate.support.timer.Timers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;

/** Identity with everything that it stands on, for real: engine, journal, client, PostgreSQL. */
final class IdentityUnderTest implements AutoCloseable {
  private static final int REFUSED = 4;
  private static final int PREKEYS_LOW = 9;

  final Database database;
  private final AutoCloseable owner;
  final Path data;
  final TollgateClient client;
  final GateCommands commands;
  final IdentityProduct product;
  final AgentLookups lookups;
  final IdentityService service;
  private final MovableClock clock = new MovableClock();
  private final JournalConsumer consumer;
  private final Timers timers;
  private EmbeddedEngine engine;

  IdentityUnderTest() throws IOException {
    this(new TestDatabase());
  }

  private IdentityUnderTest(final TestDatabase database) throws IOException {
    this(database.database(), database, System::nanoTime);
  }

  /**
   * On a database of the test's own.
   *
   * @param owner closed with everything else.
   * @param nanoTime by which look-ups tell how old things are.
   */
  IdentityUnderTest(final Database database, final AutoCloseable owner, final LongSupplier nanoTime)
      throws IOException {
    this.database = database;
    this.owner = owner;
    data = TestFiles.newDirectory("identity-test-");
    engine = launch();
    client =
        TollgateClient.start(
            new TollgateClient.Context().locator(GateLocator.ofDataDirectory(data)));
    commands = GateCommands.ofDataDirectory(client, data);
    product =
        new IdentityProduct(
            database, new IdentitySettings(Duration.ofSeconds(20), Duration.ofDays(366), clock));
    lookups = product.lookups(data.resolve("journal"), 1 << 20, nanoTime);
    lookups.start();
    service = product.service(commands, SecretStore.open(data.resolve("secrets")), lookups);
    consumer = product.consumer(data.resolve("journal"));
    consumer.start();
    timers = product.timers(commands);
    timers.start();
  }

  private EmbeddedEngine launch() {
    return EmbeddedEngine.launch(
        new EngineContext()
            .dataDirectory(data)
            .capacities(Capacities.small())
            .minFreeBytes(256 << 20));
  }

  void stopEngine() {
    engine.close();
  }

  void startEngine() {
    engine = launch();
  }

  void advanceClock(final Duration by) {
    clock.offset = clock.offset.plus(by);
  }

  Instant now() {
    return clock.instant();
  }

  /** What the engine says to a check with a permission of the catalogue. */
  GateAnswer check(final String chain, final String permission, final String scope) {
    return client.call(
        new GateRequest.Check(
            Chain.ofText(chain), client.permission(permission).bit(), Scope.hash(scope)));
  }

  /** How many refusals about an agent identity has written into the journal. */
  long refusals(final AgentId agentId) {
    return events(agentId, REFUSED);
  }

  /** How often identity has written into the journal that an agent's prekeys run out. */
  long lowPrekeys(final AgentId agentId) {
    return events(agentId, PREKEYS_LOW);
  }

  private long events(final AgentId agentId, final int type) {
    final long[] count = {0};
    final MessageHeaderDecoder header = new MessageHeaderDecoder();
    final EventAppendedDecoder event = new EventAppendedDecoder();
    final byte[] about = new byte[AgentId.LENGTH];
    try (JournalReader reader = JournalReader.open(data.resolve("journal"))) {
      boolean isMore = true;
      while (isMore) {
        isMore =
            reader.poll(
                (position, timeNs, buffer, offset, length) -> {
                  header.wrap(buffer, offset);
                  if (header.templateId() == EventAppendedDecoder.TEMPLATE_ID) {
                    event.wrapAndApplyHeader(buffer, offset, header);
                    event.getAgentId(about, 0, about.length);
                    count[0] +=
                        event.product() == IdentityEvent.PRODUCT
                                && event.eventType() == type
                                && Arrays.equals(about, agentId.toBytes())
                            ? 1
                            : 0;
                  }
                });
      }
    }
    return count[0];
  }

  @Override
  public void close() {
    timers.close();
    lookups.close();
    consumer.close();
    client.close();
    engine.close();
    CloseHelper.quietClose(owner);
    TestFiles.delete(data);
  }

  /** The system's clock, moved forward as the test wishes. */
  private static final class MovableClock implements InstantSource {
    private volatile Duration offset = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(offset);
    }
  }
}
