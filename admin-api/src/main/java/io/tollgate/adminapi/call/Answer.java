package io.tollgate.adminapi.call;

import com.google.protobuf.Message;
import io.tollgate.identity.message.MessageBytes;
import io.tollgate.support.Positioned.Staleness;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What a call answers.
 *
 * @param status 200, 201 or 202.
 * @param body as the contract describes it.
 * @param position of a write, the journal position of what it did; of a read, how far it could see.
 * @param version of the agent concerned, for the ETag.
 * @param location of what was created.
 * @param encoded that is sent instead of the body, to whom would rather have it so.
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
    Optional<Encoded> encoded,
    Optional<Path> file,
    Duration patience,
    Optional<Staleness> staleness) {

  /**
   * A body that is no JSON.
   *
   * @param type its media type.
   * @param bytes the body.
   */
  public record Encoded(String type, Buffer bytes) {}

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
        Optional.empty(),
        Duration.ZERO,
        Optional.empty());
  }

  /** 200, as a message where the caller would rather have one, else as JSON. */
  public static Answer ok(
      final CallRequest request,
      final Supplier<JsonObject> json,
      final Supplier<? extends Message> message) {
    return request
        .protobufType()
        .map(type -> new Encoded(type, Buffer.buffer(MessageBytes.of(message.get()))))
        .map(
            encoded ->
                new Answer(
                    200,
                    new JsonObject(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.of(encoded),
                    Optional.empty(),
                    Duration.ZERO,
                    Optional.empty()))
        .orElseGet(() -> ok(json.get()));
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
        Optional.empty(),
        Optional.of(file),
        Duration.ZERO,
        Optional.empty());
  }

  /** The same, but only where nothing better comes within a time. */
  public Answer unlessMoreWithin(final Duration time) {
    return new Answer(status, body, position, version, location, encoded, file, time, staleness);
  }

  /** The same with its position, in the header only. */
  public Answer at(final long journalPosition) {
    return new Answer(
        status,
        body,
        OptionalLong.of(journalPosition),
        version,
        location,
        encoded,
        file,
        patience,
        staleness);
  }

  /** The same with an ETag. */
  public Answer withVersion(final long agentVersion) {
    return new Answer(
        status,
        body,
        position,
        OptionalLong.of(agentVersion),
        location,
        encoded,
        file,
        patience,
        staleness);
  }

  /** The same with where to find what was created. */
  public Answer withLocation(final String path) {
    return new Answer(
        status, body, position, version, Optional.of(path), encoded, file, patience, staleness);
  }

  /** The same, with how old it is where it could not be confirmed. */
  public Answer aged(final Optional<Staleness> readStaleness) {
    return new Answer(
        status, body, position, version, location, encoded, file, patience, readStaleness);
  }
}
