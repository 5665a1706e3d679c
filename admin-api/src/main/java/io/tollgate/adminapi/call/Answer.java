package io.tollgate.adminapi.call;

import io.tollgate.support.Positioned.Staleness;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a call answers.
 *
 * @param status 200, 201 or 202.
 * @param body as the contract describes it.
 * @param position of a write, the journal position of what it did; of a read, how far it could see.
 * @param version of the agent concerned, for the ETag.
 * @param location of what was created.
 * @param file that is sent instead of the body, and then deleted.
 * @param patience how long the call may be asked again first, because it has nothing to tell yet.
 * @param staleness of a read that could not be confirmed.
 */
public record Answer(
    int status,
    JsonObject body,
    OptionalLong position,
    OptionalLong version,
    Optional<String> location,
    Optional<Path> file,
    Duration patience,
    Optional<Staleness> staleness) {

  /** An answer that is a body, is known to be true, and is given at once. */
  public Answer(
      final int status,
      final JsonObject body,
      final OptionalLong position,
      final OptionalLong version,
      final Optional<String> location) {
    this(
        status,
        body,
        position,
        version,
        location,
        Optional.empty(),
        Duration.ZERO,
        Optional.empty());
  }

  /** 200, of something that has no place in the journal. */
  public static Answer ok(final JsonObject body) {
    return of(200, body);
  }

  /** 201, of something that has no place in the journal. */
  public static Answer created(final JsonObject body) {
    return of(201, body);
  }

  /** 202, of something that will be done later. */
  public static Answer accepted(final JsonObject body) {
    return of(202, body);
  }

  private static Answer of(final int status, final JsonObject body) {
    return new Answer(status, body, OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
  }

  /** 200, with a file's bytes. */
  public static Answer file(final Path file) {
    return new Answer(
        200,
        new JsonObject(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.of(file),
        Duration.ZERO,
        Optional.empty());
  }

  /** The same, but only where nothing better comes within a time. */
  public Answer unlessMoreWithin(final Duration time) {
    return new Answer(status, body, position, version, location, file, time, staleness);
  }

  /** The same with its position, in the header only. */
  public Answer at(final long journalPosition) {
    return new Answer(
        status,
        body,
        OptionalLong.of(journalPosition),
        version,
        location,
        file,
        patience,
        staleness);
  }

  /** The same with an ETag. */
  public Answer withVersion(final long agentVersion) {
    return new Answer(
        status, body, position, OptionalLong.of(agentVersion), location, file, patience, staleness);
  }

  /** The same with where to find what was created. */
  public Answer withLocation(final String path) {
    return new Answer(
        status, body, position, version, Optional.of(path), file, patience, staleness);
  }

  /** The same, with how old it is where it could not be confirmed. */
  public Answer aged(final Optional<Staleness> readStaleness) {
    return new Answer(status, body, position, version, location, file, patience, readStaleness);
  }
}
