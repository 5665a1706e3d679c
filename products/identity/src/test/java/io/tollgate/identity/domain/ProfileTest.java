package io.tollgate.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.support.error.InvalidRequestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfileTest {
  @Test
  void shouldTakeWhatIsWithinItsBounds() {
    final Map<String, String> full = new HashMap<>();
    for (int i = 0; i < Profile.MAX_ENTRIES; i++) {
      full.put(String.format("key-%02d", i), "v".repeat(58));
    }
    assertThat(profile(full).metadata()).isEqualTo(full);
    assertThat(profile(Map.of("a", "", "b", "é ✓ 𝄞")).metadata()).hasSize(2);
  }

  @Test
  void shouldRefuseWhatPassesABound() {
    final Map<String, String> many = new HashMap<>();
    for (int i = 0; i <= Profile.MAX_ENTRIES; i++) {
      many.put("k" + i, "");
    }
    final Map<String, String> much = new HashMap<>();
    for (int i = 0; i < 9; i++) {
      much.put("k" + i, "v".repeat(256));
    }
    for (final Map<String, String> bad :
        List.of(
            many,
            much,
            Map.of("a", "v".repeat(257)),
            Map.of("a", "v".repeat(10 << 20)),
            Map.of("a", "\u0000"),
            Map.of("a", "\ud800"),
            Map.of("", "v"),
            Map.of("UPPER", "v"),
            Map.of("k".repeat(65), "v"))) {
      assertThatThrownBy(() -> profile(bad)).isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void shouldTakeHumansAndTeamsForOwnersAndNobodyElse() {
    for (final String text : List.of("human:alice@example.com", "team:Plattform für alle")) {
      assertThat(Owner.ofText(text).text()).isEqualTo(text);
    }
    for (final String text :
        List.of(
            "", "alice", "agent:x", "human:", "team: ", "team:\ud800", "team:" + "x".repeat(121))) {
      assertThatThrownBy(() -> Owner.ofText(text)).isInstanceOf(InvalidRequestException.class);
    }
  }

  private static Profile profile(final Map<String, String> metadata) {
    return new Profile(Optional.empty(), metadata);
  }
}
