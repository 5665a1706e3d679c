package io.tollgate.adminapi.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tollgate.adminapi.problem.ApiReason;
import io.tollgate.adminapi.problem.Problem;
import io.tollgate.adminapi.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Refuses what is not one JSON text in UTF-8: bad bytes, other encodings, more than one value,
 * members that are there twice, and nesting without end.
 */
final class StrictJson {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_LENGTH = 40;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          .build();

  private StrictJson() {}

  /**
   * The same body, once it is known to be good.
   *
   * @throws ProblemException BODY_MALFORMED where it is not.
   */
  static Buffer checked(final Buffer body) {
    try {
      final String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
      parse(text);
      return body;
    } catch (final CharacterCodingException notUtf8) {
      throw malformed("the body is not UTF-8");
    } catch (final JsonProcessingException notJson) {
      throw malformed(where(notJson));
    } catch (final IOException impossible) {
      throw new IllegalStateException("reading from memory failed", impossible);
    }
  }

  private static void parse(final String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw malformed("the body is empty");
      }
      parser.skipChildren();
      // A number is lexed lazily: asking for it is what applies the bound on its length.
      if (parser.nextToken() != null) {
        throw malformed("the body has more than one JSON value");
      }
    }
  }

  private static String where(final JsonProcessingException failure) {
    return failure.getLocation() == null
        ? "the body is not JSON"
        : "the body is not JSON: see line "
            + failure.getLocation().getLineNr()
            + ", column "
            + failure.getLocation().getColumnNr();
  }

  private static ProblemException malformed(final String detail) {
    return new ProblemException(Problem.of(ApiReason.BODY_MALFORMED, detail));
  }
}
