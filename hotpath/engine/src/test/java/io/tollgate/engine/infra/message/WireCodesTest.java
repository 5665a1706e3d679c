package io.tollgate.engine.infra.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.decision.Operation;
import io.tollgate.engine.domain.decision.Reason;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The domain's enums and the schemas' must be the same, name by name and code by code. */
class WireCodesTest {
  @Test
  void shouldNameTheSameCodesAsTheSchemas() throws Exception {
    assertSame("tollgate-gate.xml", "Reason", Reason.values(), Reason::code);
    assertSame("tollgate-gate.xml", "Trust", Trust.values(), Trust::code);
    assertSame("tollgate-gate.xml", "Tier", Tier.values(), Tier::code);
    assertSame("tollgate-gate.xml", "ResourceType", ResourceType.values(), ResourceType::code);
    assertSame("tollgate-gate.xml", "BudgetPeriod", BudgetPeriod.values(), BudgetPeriod::code);
    assertSame("tollgate-journal.xml", "Operation", Operation.values(), Operation::code);
  }

  private static <E extends Enum<E>> void assertSame(
      final String schema, final String name, final E[] values, final ToIntFunction<E> code)
      throws Exception {
    final Map<String, Integer> domain =
        Arrays.stream(values).collect(Collectors.toMap(Enum::name, code::applyAsInt));
    assertThat(new TreeMap<>(domain)).as(name).isEqualTo(codesIn(schema, name));
  }

  private static Map<String, Integer> codesIn(final String schema, final String name)
      throws Exception {
    final Map<String, Integer> codes = new TreeMap<>();
    try (InputStream in = WireCodesTest.class.getResourceAsStream('/' + schema)) {
      final NodeList enums =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(in)
              .getElementsByTagName("enum");
      for (int i = 0; i < enums.getLength(); i++) {
        final Element found = (Element) enums.item(i);
        if (found.getAttribute("name").equals(name)) {
          final NodeList values = found.getElementsByTagName("validValue");
          for (int n = 0; n < values.getLength(); n++) {
            final Element value = (Element) values.item(n);
            codes.put(value.getAttribute("name"), Integer.valueOf(value.getTextContent().strip()));
          }
        }
      }
    }
    return codes;
  }
}
