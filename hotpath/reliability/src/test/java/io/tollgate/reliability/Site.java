package io.tollgate.reliability;

import io.tollgate.client.GateLocator;
import io.tollgate.client.RetryPolicy;
import io.tollgate.client.TollgateClient;
import io.tollgate.engine.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/** An engine and its clients, all processes, on a data directory in shared memory. */
final class Site implements AutoCloseable {
  private static final RetryPolicy POLICY =
      RetryPolicy.repeat(Duration.ofSeconds(2), Duration.ofSeconds(45));

  private final Path root;
  private final Path data;
  private final ClassArchive archive;
  private final List<ChildJvm> clients = new ArrayList<>();
  private EngineSettings settings;
  private final Deque<ChildJvm> spares = new ArrayDeque<>();
  private ChildJvm engine;
  private int prepared;
  private TollgateClient operator;
  private Fleet fleet;

  Site() {
    try {
      root = Files.createTempDirectory(Path.of("/dev/shm"), "tollgate-reliability-");
      archive = ClassArchive.ofEngine(Files.createDirectory(root.resolve("archive")));
      data = Files.createDirectory(root.resolve("data"));
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
    settings = new EngineSettings(data);
  }

  /** Changes the settings of engines that are not yet prepared. */
  void settings(final EngineSettings newSettings) {
    settings = newSettings;
  }

  Path root() {
    return root;
  }

  Path data() {
    return data;
  }

  Path journal() {
    return data.resolve("journal");
  }

  ChildJvm engine() {
    return engine;
  }

  TollgateClient operator() {
    return operator;
  }

  Fleet fleet() {
    return fleet;
  }

  ChildJvm client(final int number) {
    return clients.get(number);
  }

  /** Starts a JVM that an engine will run in. */
  void prepareEngine(final boolean isWarm) {
    prepared++;
    final String warmUp = isWarm ? warmUpOf(prepared).toString() : EngineChild.COLD;
    spares.add(archive.newEngine(settings, warmUp));
  }

  private Path warmUpOf(final int number) {
    return root.resolve("warm-up-" + number);
  }

  /** Lets the engine that was prepared first start, and does not wait for it. */
  void launchEngine() {
    engine = spares.remove();
    engine.say(EngineChild.GO);
  }

  /** Starts an engine and waits until clients can connect. */
  void startEngine() {
    prepareEngine(false);
    launchEngine();
    engine.hear(EngineChild.READY);
  }

  /** Settles the fleet in the engine that runs for the first time. */
  void settle() {
    operator =
        TollgateClient.start(
            new TollgateClient.Context()
                .locator(GateLocator.ofDataDirectory(data))
                .retryPolicy(POLICY)
                .errorHandler(error -> {})
                .reconnectIntervalNs(TimeUnit.MILLISECONDS.toNanos(20)));
    fleet = new Fleet(data);
    fleet.settle(operator);
  }

  /**
   * Starts an engine for the first time, and clients.
   *
   * @param nano what the root may spend.
   * @param tokens what each leaf may use in a day.
   */
  void begin(
      final long nano,
      final long tokens,
      final int clients,
      final long seed,
      final long requestsASecond) {
    startEngine();
    settle();
    fleet.allow(operator, nano, tokens);
    for (int number = 0; number < clients; number++) {
      startClient(seed, requestsASecond);
    }
  }

  /** Starts one more client. */
  ChildJvm startClient(final long seed, final long requestsASecond) {
    final int number = clients.size();
    final ChildJvm client =
        new ChildJvm(
            System.getProperty("java.class.path"),
            List.of(),
            LoadClient.class,
            data.toString(),
            Integer.toString(number),
            Long.toString(seed),
            Long.toString(requestsASecond),
            fileOf(number).toString());
    for (int leaf = 0; leaf < Fleet.LEAVES; leaf++) {
      client.say(fleet.chain(leaf).toText());
    }
    clients.add(client);
    return client;
  }

  private Path fileOf(final int number) {
    return root.resolve("outcomes-" + number);
  }

  /** Lets a client end, once it has all its answers; what they were. */
  List<Outcome> finish(final int number) {
    clients.get(number).say("STOP");
    clients.get(number).hear("DONE");
    try {
      return Outcome.read(fileOf(number));
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the first so many clients were answered, all of whom end. */
  List<Outcome> finishFirst(final int count) {
    final List<Outcome> outcomes = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      outcomes.addAll(finish(number));
    }
    return outcomes;
  }

  @Override
  public void close() {
    if (operator != null) {
      operator.close();
    }
    clients.forEach(ChildJvm::close);
    spares.forEach(ChildJvm::close);
    if (engine != null) {
      engine.close();
    }
    deleteAeronDirectory(data);
    for (int number = 1; number <= prepared; number++) {
      deleteAeronDirectory(warmUpOf(number));
    }
    IoUtil.delete(root.toFile(), true);
  }

  /** What a killed engine leaves behind. */
  private static void deleteAeronDirectory(final Path data) {
    if (Files.exists(data)) {
      IoUtil.delete(DataDirectory.open(data).defaultAeronDirectory().toFile(), true);
    }
  }
}
