package io.tollgate.adminapi.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.tollgate.adminapi.problem.ApiReason;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * The process's metrics: its JVM, its HTTP requests, and whatever collectors are added. Label
 * values come from the contract and from fixed lists, so their number is bounded. Any thread.
 */
public final class ApiMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();

  /** Of this process. */
  public ApiMetrics() {
    // Their names break Prometheus' rules, and promtool says so.
    registry
        .config()
        .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
        .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
    new JvmMemoryMetrics().bindTo(registry);
    gc.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Adds what has metrics of its own. */
  public void add(final MultiCollector collector) {
    registry.getPrometheusRegistry().register(collector);
  }

  /** Shows how many requests are under way. */
  public void requestsUnderWay(final IntSupplier underWay) {
    Gauge.builder("tollgate.http.requests.under.way", underWay, IntSupplier::getAsInt)
        .description("HTTP requests that were admitted and are not yet answered.")
        .strongReference(true) // nobody else keeps the supplier
        .register(registry);
  }

  /** Counts the requests that the server itself refused, for this reason, to keep itself up. */
  public Counter refusals(final ApiReason reason) {
    return Counter.builder("tollgate.http.refused")
        .description("HTTP requests that were refused before anyone asked what they want.")
        .tag("reason", reason.name())
        .register(registry);
  }

  /**
   * Counts the refusals for a reason.
   *
   * @param written "alone" where each is a record of its own, "counted" where it is in a sum.
   */
  public Counter refused(final String reason, final String written) {
    return Counter.builder("tollgate.refusals")
        .description("Requests that were refused, by reason and by how it was written down.")
        .tag("reason", reason)
        .tag("written", written)
        .register(registry);
  }

  /** Shows how many refusals are counted and not yet in the journal. */
  public void refusalsWaiting(final LongSupplier waiting) {
    Gauge.builder("tollgate.refusals.waiting", waiting, LongSupplier::getAsLong)
        .description("Refusals that are counted and not yet written into the journal.")
        .strongReference(true) // nobody else keeps the supplier
        .register(registry);
  }

  /**
   * Counts a request that was answered.
   *
   * @param operation of the contract, or "none".
   * @param status HTTP status of the answer.
   */
  public void answered(final String operation, final int status, final long elapsedNs) {
    Timer.builder("tollgate.http.requests")
        .description("HTTP requests by operation of the contract and status of the answer.")
        .tag("operation", operation)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(elapsedNs, TimeUnit.NANOSECONDS);
  }

  /** All of them, in the text exposition format 0.0.4. */
  public String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
