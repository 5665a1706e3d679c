/** Draws histograms of nanoseconds by percentile, both axes logarithmic. */
package io.tollgate.latency.plot;
