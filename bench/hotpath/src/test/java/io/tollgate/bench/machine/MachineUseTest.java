package io.tollgate.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineUseTest {
  @Test
  void shouldTellItsOwnTimeFromThatOfOthers() {
    final CpuTimes before =
        CpuTimes.parse(
            List.of("cpu  100 0 50 1000 10 0 5 1 0 0", "cpu0 1 1 1 1"), process(10, 5, 0, 0));
    final CpuTimes after =
        CpuTimes.parse(List.of("cpu  180 0 60 1098 12 0 5 11 0 0"), process(40, 15, 10, 0));

    final MachineUse use = MachineUse.between(before, after, 1.0);

    assertThat(use.own()).isCloseTo(0.25, within(1e-9));
    assertThat(use.steal()).isCloseTo(0.05, within(1e-9));
    assertThat(use.others()).isCloseTo(0.20, within(1e-9));
    assertThat(use.complaints())
        .containsExactly(
            "Other processes used 20.0 % of the machine.",
            "The hypervisor took away 5.0 % of the machine.");
  }

  @Test
  void shouldComplainOfNothingOnAQuietMachine() {
    assertThat(new MachineUse(1.0, 0.5, 0.01, 0.001).complaints()).isEmpty();
  }

  @Test
  void shouldClaimNothingWhereTheKernelTellsNothing() {
    final CpuTimes nothing = new CpuTimes(0, 0, 0, 0);

    assertThat(MachineUse.between(nothing, nothing, 2.0)).isEqualTo(new MachineUse(2.0, 0, 0, 0));
  }

  private static String process(final int... times) {
    return "42 (a (strange) name) S 1 1 1 0 -1 4194304 101 0 0 0 "
        + times[0]
        + " "
        + times[1]
        + " "
        + times[2]
        + " "
        + times[3]
        + " 20 0 1 0 1234338";
  }
}
