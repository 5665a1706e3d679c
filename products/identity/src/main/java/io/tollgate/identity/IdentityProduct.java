package io.tollgate.identity;

import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.identity.flow.IdentityFlow;
import io.tollgate.identity.flow.IdentityProjection;
import io.tollgate.identity.flow.IdentityWords;
import io.tollgate.identity.flow.TierDefaultsFlow;
import io.tollgate.identity.lookup.AgentLookups;
import io.tollgate.identity.service.GateIdentityService;
import io.tollgate.secrets.SecretStore;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.consumer.ConsumerSettings;
import io.tollgate.support.consumer.JournalConsumer;
import io.tollgate.support.consumer.ReadModel;
import io.tollgate.support.consumer.ReadPosition;
import io.tollgate.support.database.Database;
import io.tollgate.support.event.EventVocabulary;
import io.tollgate.support.timer.TimerStore;
import io.tollgate.support.timer.Timers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Identity put together. The process that has the products' role runs a {@link #consumer} and the
 * {@link #timers}; any process that serves the API makes a {@link #service}.
 */
public final class IdentityProduct {
  private static final String SCHEMA = "identity";
  private static final String LINK_KEY = "link.key";

  private final Database database;
  private final IdentitySettings settings;
  private final ReadPosition readPosition;
  private final ReadModel readModel;
  private final TimerStore timerStore = new TimerStore(SCHEMA);

  /** Identity on a database, whose schema is brought up to date. */
  public IdentityProduct(final Database database, final IdentitySettings settings) {
    this.database = database;
    this.settings = settings;
    database.migrate(SCHEMA, "io/tollgate/identity/migration");
    readPosition = new ReadPosition(database, SCHEMA);
    readModel = new ReadModel(database, readPosition, settings.readTimeout());
  }

  /** Follows a journal; to be started and closed by the caller. One process at a time. */
  public JournalConsumer consumer(final Path journal) {
    return new JournalConsumer(
        ConsumerSettings.of(SCHEMA, journal), database, new IdentityProjection(), readPosition);
  }

  /** What identity does by itself; to be started and closed by the caller. */
  public Timers timers(final GateCommands gate) {
    return new IdentityFlow(database, gate, tierDefaults(gate), timerStore, settings.clock())
        .timers(SCHEMA);
  }

  /**
   * Look-ups that are kept in memory and kept honest by a journal; to be started and closed by the
   * caller. Any process may have its own.
   *
   * @param maxBytes that they may keep, roughly.
   * @param nanoTime as {@link System#nanoTime}; tells how old things are.
   */
  public AgentLookups lookups(
      final Path journal, final long maxBytes, final LongSupplier nanoTime) {
    return new AgentLookups(database, readModel, SCHEMA, journal, maxBytes, nanoTime);
  }

  /**
   * The service.
   *
   * @param gate commands in the operator's name.
   * @param secrets of the gate, with the key that links are derived from.
   * @param lookups where agents and their keys are looked up.
   */
  public IdentityService service(
      final GateCommands gate, final SecretStore secrets, final AgentLookups lookups) {
    final byte[] key = secrets.secret(LINK_KEY).read(RootKeyDerivation.ROOT_KEY_LENGTH);
    try {
      return new GateIdentityService(
          database, gate, readModel, lookups, tierDefaults(gate), settings, key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private TierDefaultsFlow tierDefaults(final GateCommands gate) {
    return new TierDefaultsFlow(database, gate, readModel, settings.clock(), timerStore);
  }

  /** What the audit logs may say of identity's events. */
  public static EventVocabulary vocabulary() {
    return new IdentityWords();
  }
}
