package io.tollgate.bench.result;

import org.HdrHistogram.Histogram;

/**
 * One line of a percentile plot.
 *
 * @param name what the legend says.
 * @param unit the unit of the values, {@code ns}.
 * @param histogram the values; not recorded into any more.
 */
public record Series(String name, String unit, Histogram histogram) {}
