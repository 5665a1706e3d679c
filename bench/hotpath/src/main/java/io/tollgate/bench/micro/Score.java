package io.tollgate.bench.micro;

import io.tollgate.bench.result.Figures;

/**
 * What JMH found out about one operation.
 *
 * @param meanNs mean time in ns.
 * @param errorNs half the width of its 99.9 % confidence interval; NaN where there are too few
 *     iterations to tell.
 * @param bytesAllocated bytes an operation allocates.
 */
record Score(double meanNs, double errorNs, double bytesAllocated) {
  /** Below this it is what JMH itself allocates, spread over all operations. */
  private static final double NOTHING = 0.5;

  /** How sure the mean is, and what is allocated. */
  String note() {
    final String allocated = Figures.text(bytesAllocated < NOTHING ? 0 : bytesAllocated, "B/op");
    return Double.isNaN(errorNs)
        ? allocated
        : "± " + Figures.text(errorNs, "ns") + ", " + allocated;
  }
}
