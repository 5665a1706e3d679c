package io.tollgate.bench.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Who used the machine during a measurement, as shares (0 to 1) of the time of all cores.
 *
 * @param seconds how long it took.
 * @param own the measurement and the processes it started.
 * @param others all other processes and the kernel.
 * @param steal taken away by the hypervisor.
 */
public record MachineUse(double seconds, double own, double others, double steal) {
  private static final double MOST_OTHERS = 0.03;
  private static final double MOST_STEAL = 0.005;
  private static final double PERCENT = 100;
  private static final double NANOS_IN_A_SECOND = 1e9;

  /** Notes when something begins. */
  public static final class Watch {
    private final long startedNs = System.nanoTime();
    private final CpuTimes before = CpuTimes.now();

    /** Begins to watch. */
    public Watch() {}

    /**
     * What was used since the watch was made.
     *
     * @return the shares, zero where the kernel does not tell.
     */
    public MachineUse use() {
      return between(before, CpuTimes.now(), (System.nanoTime() - startedNs) / NANOS_IN_A_SECOND);
    }
  }

  static MachineUse between(final CpuTimes before, final CpuTimes after, final double seconds) {
    final double total = after.total() - before.total();
    if (total <= 0) {
      return new MachineUse(seconds, 0, 0, 0);
    }
    final double own = (after.own() - before.own()) / total;
    final double idle = (after.idle() - before.idle()) / total;
    final double steal = (after.steal() - before.steal()) / total;
    return new MachineUse(seconds, own, Math.max(0, 1 - own - idle - steal), steal);
  }

  /**
   * What disturbed the measurement so much that its figures must not be trusted.
   *
   * @return sentences, none on a quiet machine.
   */
  public List<String> complaints() {
    final List<String> complaints = new ArrayList<>();
    if (others > MOST_OTHERS) {
      complaints.add(
          String.format(
              Locale.ROOT, "Other processes used %.1f %% of the machine.", others * PERCENT));
    }
    if (steal > MOST_STEAL) {
      complaints.add(
          String.format(
              Locale.ROOT, "The hypervisor took away %.1f %% of the machine.", steal * PERCENT));
    }
    return complaints;
  }
}
