/** The machine at hand: what it is, how noisy it is, and who else uses it meanwhile. */
package io.tollgate.bench.machine;
