package io.tollgate.journal.text;

import io.tollgate.sbe.journal.MessageHeaderEncoder;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.xml.EnumType;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.MessageSchema;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/**
 * The journal's schema as it was read from the XML, with the gate's schema beside it, whose
 * enumerations the journal's fields name in the first word of their description.
 */
public final class RecordSchema {
  private static final String JOURNAL = "/tollgate-journal.xml";
  private static final String GATE = "/tollgate-gate.xml";

  private final Ir journal;
  private final MessageSchema journalTypes;
  private final MessageSchema gate;
  private final Map<String, Map<Long, String>> enumerations = new HashMap<>();

  private RecordSchema(final MessageSchema journalTypes, final MessageSchema gate) {
    this.journalTypes = journalTypes;
    this.gate = gate;
    journal = new IrGenerator().generate(journalTypes);
  }

  /**
   * Reads both schemas from the class path.
   *
   * @throws IllegalStateException where they are not there or not schemas
   */
  public static RecordSchema load() {
    return new RecordSchema(read(JOURNAL), read(GATE));
  }

  private static MessageSchema read(final String resource) {
    // Any exception of the parser's means the same here: the build put something else into the jar.
    try (InputStream in = MessageHeaderEncoder.class.getResourceAsStream(resource)) {
      return XmlSchemaParser.parse(in, ParserOptions.builder().stopOnError(true).build());
    } catch (final Exception e) {
      throw new IllegalStateException(resource + " cannot be read", e);
    }
  }

  /** Name of a record, or null where the schema has no such template. */
  public String recordName(final int templateId) {
    final List<Token> tokens = tokens(templateId);
    return tokens == null ? null : tokens.get(0).name();
  }

  List<Token> tokens(final int templateId) {
    return journal.getMessage(templateId);
  }

  /** Name of a message of the gate, or null where its schema has no such template. */
  String gateMessageName(final int templateId) {
    return gate.getMessage(templateId) == null ? null : gate.getMessage(templateId).name();
  }

  /** Name of an enumeration's value, or null where there is no such enumeration or value. */
  String enumValueName(final String enumeration, final long value) {
    return enumerations.computeIfAbsent(enumeration, this::valuesOf).get(value);
  }

  private Map<Long, String> valuesOf(final String enumeration) {
    final Map<Long, String> names = new HashMap<>();
    for (final MessageSchema schema : List.of(gate, journalTypes)) {
      if (schema.getType(enumeration) instanceof final EnumType type) {
        type.validValues()
            .forEach(value -> names.put(value.primitiveValue().longValue(), value.name()));
      }
    }
    return names;
  }
}
