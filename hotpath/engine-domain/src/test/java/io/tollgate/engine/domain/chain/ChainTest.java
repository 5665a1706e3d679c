package io.tollgate.engine.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.engine.domain.support.Chains;
import io.tollgate.engine.domain.support.Chains.Terms;
import io.tollgate.engine.domain.support.TestAgent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChainTest {
  private final Chain chain =
      Chains.child(
          Chains.root(Terms.to(new TestAgent("one", 1))), Terms.to(new TestAgent("two", 1)));

  @Test
  void shouldReadItsTextBack() {
    assertThat(chain.toText()).startsWith("tgc1.").doesNotContain("=");
    assertThat(Chain.ofText(" " + chain.toText() + "\n")).isEqualTo(chain).hasSameHashCodeAs(chain);
  }

  @Test
  void shouldRefuseTextThatIsNoChainWithoutRepeatingIt() {
    final String text = chain.toText();
    for (final String wrong :
        new String[] {
          "",
          "tgc1.",
          "tgc2." + text.substring(5),
          text.substring(5),
          text.substring(0, text.length() - 1),
          text + "A",
          text.substring(0, 20) + "!" + text.substring(21),
          text + text.substring(5).repeat(5)
        }) {
      assertThatThrownBy(() -> Chain.ofText(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(text.substring(8, 30));
    }
  }

  @Test
  void shouldRefuseBytesThatAreNoNumberOfLinks() {
    final byte[] bytes = Chains.bytes(chain);
    for (final int length : new int[] {0, 1, 150, 301, 303, 9 * 151}) {
      assertThatThrownBy(() -> Chain.ofBytes(Arrays.copyOf(bytes, length)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldKeepItsSecretOutOfItsString() {
    assertThat(chain).hasToString("Chain[2 links]");
  }

  @Test
  void shouldTellOthersALinkWithoutItsTag() {
    assertThat(chain.sealedBytes(1))
        .isEqualTo(Arrays.copyOfRange(Chains.bytes(chain), 151, 151 + 119));
  }

  @Test
  void shouldDifferFromAChainWithOneBitLess() {
    final byte[] bytes = Chains.bytes(chain);
    bytes[bytes.length - 1] ^= 1;
    assertThat(chain).isNotEqualTo(Chain.ofBytes(bytes));
  }

  @Test
  void shouldNotHaveAHopBeyondItsEnd() {
    assertThatThrownBy(() -> chain.linkOffset(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> chain.linkOffset(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldHashAScopeToItsFirstBytes() {
    assertThat(Scope.hash("")).isZero();
    assertThat(Scope.hash("abc")).isEqualTo(0xEACF_018F_BF16_78BAL);
  }
}
