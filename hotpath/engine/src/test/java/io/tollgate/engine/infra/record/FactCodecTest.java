package io.tollgate.engine.infra.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.fact.BudgetLevels;
import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.fact.ShortText;
import io.tollgate.engine.domain.fact.Unattributed;
import io.tollgate.journal.JournalBatch;
import io.tollgate.sbe.journal.CheckedEncoder;
import io.tollgate.sbe.journal.MessageHeaderEncoder;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HexFormat;
import java.util.Random;
import java.util.StringJoiner;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Every kind of fact, filled at random, must come back from its record as it was. */
class FactCodecTest {
  private static final int ROUNDS = 300;

  private final JournalBatch batch = new JournalBatch(64 * 1024);
  private final Random random = new Random(42);
  private String received;

  @Test
  void shouldReadBackEveryFactAsItWasWritten() throws ReflectiveOperationException {
    final Recorder encoder = new FactEncoder(batch);
    final FactDecoder decoder = new FactDecoder(receiver());
    for (final Method method : Recorder.class.getMethods()) {
      for (int round = 0; round < ROUNDS; round++) {
        final Object fact = method.getParameterTypes()[0].getDeclaredConstructor().newInstance();
        fill(fact);
        batch.begin(1, 1, 1);
        final int at = batch.nextFrameOffset();
        method.invoke(encoder, fact);
        assertThat(batch.recordCount()).isEqualTo(1);
        decoder.onRecord(batch.buffer(), at);
        assertThat(received).isEqualTo(method.getName() + describe(fact));
      }
    }
  }

  @Test
  void shouldKeepPlainCheckWithin64Bytes() {
    assertThat(4 + MessageHeaderEncoder.ENCODED_LENGTH + CheckedEncoder.BLOCK_LENGTH)
        .isLessThanOrEqualTo(64);
  }

  private Recorder receiver() {
    return (Recorder)
        Proxy.newProxyInstance(
            Recorder.class.getClassLoader(),
            new Class<?>[] {Recorder.class},
            (proxy, method, arguments) -> {
              received = method.getName() + describe(arguments[0]);
              return null;
            });
  }

  private void fill(final Object fact) throws ReflectiveOperationException {
    if (fact instanceof Unattributed unattributed) {
      for (int i = random.nextInt(60); i > 0; i--) {
        unattributed.add(random.nextInt(255), random.nextLong());
      }
      return;
    }
    for (final Field field : fact.getClass().getFields()) {
      final Class<?> type = field.getType();
      if (Modifier.isStatic(field.getModifiers())) {
        continue;
      }
      if (type == long.class) {
        field.setLong(fact, random.nextLong());
      } else if (type == int.class) {
        field.setInt(fact, someInt(field.getName()));
      } else if (type == boolean.class) {
        field.setBoolean(fact, random.nextBoolean());
      } else {
        fillPart(field.get(fact), field.getName());
      }
    }
  }

  private int someInt(final String name) {
    if (name.endsWith("Slot")) {
      return random.nextInt(1 << 27) - 1;
    }
    if (name.endsWith("Code") || name.equals("permission")) {
      return random.nextInt(256);
    }
    return switch (name) {
      case "failingHop" -> random.nextInt(9) - 1;
      case "currency", "command", "eventType" -> random.nextInt(60_000);
      default -> random.nextInt();
    };
  }

  private void fillPart(final Object part, final String name) {
    if (part instanceof ShortText text) {
      text.set("x".repeat(random.nextInt(ShortText.MAX_LENGTH + 1)));
    } else if (part instanceof byte[] bytes) {
      random.nextBytes(bytes);
    } else if (part instanceof BudgetLevels levels) {
      for (int i = random.nextInt(9); i > 0; i--) {
        levels.add(random.nextInt(1 << 27), random.nextLong(), random.nextLong());
      }
    } else if (part instanceof UnsafeBuffer buffer && name.equals("payload")) {
      final byte[] payload = new byte[random.nextInt(4097)];
      random.nextBytes(payload);
      buffer.wrap(payload);
    } else if (part instanceof UnsafeBuffer buffer) {
      random.nextBytes(buffer.byteArray());
    } else {
      throw new AssertionError(part);
    }
  }

  private static String describe(final Object fact) {
    final StringJoiner text = new StringJoiner(", ");
    if (fact instanceof Unattributed counts) {
      for (int i = 0; i < counts.size(); i++) {
        text.add(counts.reasonCode(i) + "=" + counts.count(i));
      }
      return text.toString();
    }
    for (final Field field : fact.getClass().getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        try {
          text.add(field.getName() + '=' + describePart(field.get(fact)));
        } catch (final IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    return text.toString();
  }

  private static String describePart(final Object part) {
    if (part instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (part instanceof UnsafeBuffer buffer) {
      final byte[] bytes = new byte[buffer.capacity()];
      buffer.getBytes(0, bytes);
      return HexFormat.of().formatHex(bytes);
    }
    if (part instanceof BudgetLevels levels) {
      final StringJoiner text = new StringJoiner(";");
      for (int i = 0; i < levels.count(); i++) {
        text.add(
            levels.agentSlot(i)
                + ":"
                + levels.spentAfterNano(i)
                + ":"
                + levels.reservedAfterNano(i));
      }
      return text.toString();
    }
    return String.valueOf(part);
  }
}
