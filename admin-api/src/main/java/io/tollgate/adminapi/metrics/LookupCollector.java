package io.tollgate.adminapi.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tollgate.identity.lookup.AgentLookups;
import io.tollgate.lookup.LookupCounts;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What became of look-ups, asked at each scrape. */
public final class LookupCollector implements MultiCollector {
  private static final String CACHE = "cache";

  private final AgentLookups lookups;

  /** Of these look-ups. */
  public LookupCollector(final AgentLookups lookups) {
    this.lookups = lookups;
  }

  @Override
  public MetricSnapshots collect() {
    final Map<String, LookupCounts> caches =
        Map.of("agents", lookups.agentCounts(), "keys", lookups.keyCounts());
    return new MetricSnapshots(
        answers(caches),
        counter(
            "tollgate_lookup_changes",
            "Changes that the journal pushed.",
            caches,
            LookupCounts::changes),
        counter(
            "tollgate_lookup_drops",
            "How often everything that was kept was dropped.",
            caches,
            LookupCounts::drops),
        entries(caches));
  }

  private static CounterSnapshot answers(final Map<String, LookupCounts> caches) {
    final CounterSnapshot.Builder answers =
        CounterSnapshot.builder()
            .name("tollgate_lookups")
            .help(
                "Look-ups: hit and stale came from memory, miss, joined and bypassed from the database, refused from"
                    + " nowhere, because the database was away and memory may not answer.");
    caches.forEach(
        (cache, counts) -> {
          add(answers, cache, "hit", counts.hits());
          add(answers, cache, "miss", counts.misses());
          add(answers, cache, "joined", counts.joined());
          add(answers, cache, "bypassed", counts.bypassed());
          add(answers, cache, "stale", counts.staleServed());
          add(answers, cache, "refused", counts.staleRefused());
        });
    return answers.build();
  }

  private static void add(
      final CounterSnapshot.Builder answers,
      final String cache,
      final String outcome,
      final long count) {
    answers.dataPoint(
        CounterSnapshot.CounterDataPointSnapshot.builder()
            .labels(Labels.of(CACHE, cache, "outcome", outcome))
            .value((double) count)
            .build());
  }

  private static CounterSnapshot counter(
      final String name,
      final String help,
      final Map<String, LookupCounts> caches,
      final ToLongFunction<LookupCounts> count) {
    final CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    caches.forEach(
        (cache, counts) ->
            counter.dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(Labels.of(CACHE, cache))
                    .value((double) count.applyAsLong(counts))
                    .build()));
    return counter.build();
  }

  private static GaugeSnapshot entries(final Map<String, LookupCounts> caches) {
    final GaugeSnapshot.Builder entries =
        GaugeSnapshot.builder().name("tollgate_lookup_entries").help("Entries that are kept.");
    caches.forEach(
        (cache, counts) ->
            entries.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(Labels.of(CACHE, cache))
                    .value((double) counts.entries())
                    .build()));
    return entries.build();
  }
}
