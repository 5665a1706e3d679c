package io.tollgate.bench.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * How results are written as JSON: records as they are, and a histogram by its usual percentiles
 * beside all of it in HdrHistogram's compressed encoding, so that nothing is lost.
 */
final class Json {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .addModule(
              new SimpleModule()
                  .addSerializer(Histogram.class, new HistogramWriter())
                  .addDeserializer(Histogram.class, new HistogramReader()))
          .build();

  private Json() {}

  private static final class HistogramWriter extends JsonSerializer<Histogram> {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 99.999};

    @Override
    public void serialize(
        final Histogram histogram, final JsonGenerator json, final SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      json.writeNumberField("count", histogram.getTotalCount());
      json.writeNumberField("min", histogram.getMinValue());
      json.writeNumberField("mean", histogram.getMean());
      for (final double percentile : PERCENTILES) {
        json.writeNumberField("p" + percentile, histogram.getValueAtPercentile(percentile));
      }
      json.writeNumberField("max", histogram.getMaxValue());
      final ByteBuffer encoded = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
      final int length = histogram.encodeIntoCompressedByteBuffer(encoded);
      json.writeStringField(
          "encoded", Base64.getEncoder().encodeToString(Arrays.copyOf(encoded.array(), length)));
      json.writeEndObject();
    }
  }

  private static final class HistogramReader extends JsonDeserializer<Histogram> {
    @Override
    public Histogram deserialize(final JsonParser json, final DeserializationContext context)
        throws IOException {
      final String encoded = context.readTree(json).path("encoded").asText();
      try {
        return Histogram.decodeFromCompressedByteBuffer(
            ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0);
      } catch (final DataFormatException e) {
        throw new IOException("not a histogram", e);
      }
    }
  }
}
