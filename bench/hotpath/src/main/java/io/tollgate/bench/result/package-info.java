/** What a measurement gives: rows with a bar and a verdict, and histograms to plot. */
package io.tollgate.bench.result;
