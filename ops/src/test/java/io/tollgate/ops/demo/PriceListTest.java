package io.tollgate.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.ops.cli.CliException;
import org.junit.jupiter.api.Test;

class PriceListTest {

  @Test
  void shouldFindAListPriceToTheNano() {
    final ListPrice price = CarriedData.prices().find("openai/gpt-4o-mini");

    assertThat(price.inputNanoPerMillion()).isEqualTo(150_000_000);
    assertThat(price.outputNanoPerMillion()).isEqualTo(600_000_000);
  }

  @Test
  void shouldRefuseWhatHasNoFlatPriceOrDoesNotExist() {
    final PriceList prices = CarriedData.prices();

    assertThatThrownBy(() -> prices.find("anthropic/claude-sonnet-4-5"))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("not one flat input_mtok");
    assertThatThrownBy(() -> prices.find("openai/no-such-model"))
        .hasMessage("the price list has no model openai/no-such-model");
    assertThatThrownBy(() -> prices.find("nobody/gpt-4o")).hasMessageContaining("has no model");
    assertThatThrownBy(() -> prices.find("gpt-4o")).hasMessageContaining("provider/model");
  }

  @Test
  void shouldRoundACostUpToTheNextNano() {
    final ListPrice price = new ListPrice("p", "m", 1, 3);

    assertThat(price.costNano(0, 0)).isZero();
    assertThat(price.costNano(1, 0)).isEqualTo(1);
    assertThat(price.costNano(999_997, 1)).isEqualTo(1);
    assertThat(price.costNano(999_998, 1)).isEqualTo(2);
    assertThat(price.costNano(3_000_000_000L, 1_000_000_000L)).isEqualTo(6_000);
  }
}
