package io.tollgate.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void shouldAlignFiguresRightAndTextLeft() {
    assertThat(
            new Table("name", ">tokens", "note").row("a", 1_000, null).row("bcd", 2, "x").render())
        .isEqualTo(
            """
            name  tokens  note
            a       1000
            bcd        2  x
            """);
  }

  @Test
  void shouldRefuseARowOfAnotherWidth() {
    assertThatThrownBy(() -> new Table("a", "b").row("1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
