package io.tollgate.ops.config;

import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.GateSettings;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How much the engine's tables hold and for how long ids are kept. All of it is allocated, or at
 * least addressed, at the start, so whether it fits the heap is known before.
 */
public final class EngineShape {

  public static final Setting<Integer> AGENTS =
      Setting.integer(
          "capacity.agents", 1 << 20, 1 << 10, 1 << 24, "Agents that can ever be registered");

  public static final Setting<Integer> KEYS =
      Setting.integer(
          "capacity.keys", 1 << 12, 1 << 4, 1 << 20, "Keys of tenants that can ever be added");

  public static final Setting<Integer> ALLOWANCES =
      Setting.integer(
          "capacity.allowances",
          1 << 21,
          1 << 10,
          1 << 26,
          "Pairs of an agent and a resource that were ever used or limited");

  public static final Setting<Integer> BUDGETS =
      Setting.integer(
          "capacity.budgets", 1 << 20, 1 << 10, 1 << 24, "Agents that can have a budget");

  public static final Setting<Integer> PRICES =
      Setting.integer("capacity.prices", 1 << 14, 1 << 4, 1 << 20, "Entries of the price list");

  public static final Setting<Integer> RESERVATIONS =
      Setting.integer(
          "capacity.reservations",
          1 << 18,
          1 << 10,
          1 << 24,
          "Reservations that are open or still remembered");

  public static final Setting<Integer> EVENTS =
      Setting.integer(
          "capacity.events",
          1 << 20,
          1 << 10,
          1 << 24,
          "Ids of uses that are remembered: those of event.keep.seconds at full load");

  public static final Setting<Integer> REVOKED_LINKS =
      Setting.integer(
          "capacity.revoked.links", 1 << 18, 1 << 10, 1 << 24, "Revoked links that are remembered");

  /** Clients ask again for up to 50 s: an id must be known for longer than that. */
  public static final Setting<Integer> EVENT_KEEP_SECONDS =
      Setting.integer(
          "event.keep.seconds",
          60,
          60,
          3_600,
          "Seconds for which a repeated request is known and gets its first answer");

  /** In the order in which they are shown. */
  static final List<Setting<?>> ALL =
      List.of(
          AGENTS,
          KEYS,
          ALLOWANCES,
          BUDGETS,
          PRICES,
          RESERVATIONS,
          EVENTS,
          REVOKED_LINKS,
          EVENT_KEEP_SECONDS);

  private static final long MIB = 1024L * 1024;

  /**
   * Bytes of heap a place of a table that is searched by key, at the most: four entries of an
   * index, and for an agent two numbers.
   */
  private static final long INDEX_BYTES = 4L * Long.BYTES;

  private EngineShape() {}

  /**
   * Reads the capacities.
   *
   * @param maxHeapBytes of this JVM; the indexes may take half of it.
   * @throws ConfigurationException where the indexes could not be held.
   */
  public static Capacities capacities(final Configuration configuration, final long maxHeapBytes) {
    final Capacities capacities =
        new Capacities(
            configuration.get(AGENTS),
            configuration.get(KEYS),
            configuration.get(ALLOWANCES),
            configuration.get(BUDGETS),
            configuration.get(PRICES),
            configuration.get(RESERVATIONS),
            configuration.get(EVENTS),
            configuration.get(REVOKED_LINKS));
    final long indexBytes =
        2L * Integer.BYTES * capacities.agents()
            + INDEX_BYTES
                * ((long) capacities.agents()
                    + capacities.keys()
                    + capacities.prices()
                    + capacities.reservations()
                    + capacities.events()
                    + capacities.revokedLinks());
    if (indexBytes > maxHeapBytes / 2) {
      throw new ConfigurationException(
          "the indexes of capacity.agents = %d, capacity.events = %d and the others take up to %d MiB of heap, more than half of the %d MiB there are: lower them, or raise -Xmx in ops/jvm/gate.args"
              .formatted(
                  capacities.agents(), capacities.events(), indexBytes / MIB, maxHeapBytes / MIB));
    }
    return capacities;
  }

  /** Reads the bounds of the rules. */
  public static GateSettings settings(final Configuration configuration) {
    final GateSettings standard = GateSettings.standard();
    return new GateSettings(
        standard.chainCacheNs(),
        standard.minReservationNs(),
        standard.maxReservationNs(),
        TimeUnit.SECONDS.toNanos(configuration.get(EVENT_KEEP_SECONDS)),
        standard.maxLinkLifetimeSeconds());
  }
}
