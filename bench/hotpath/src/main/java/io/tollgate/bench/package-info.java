/** The benchmarks as a program: what is run, in which order, and what it ends with. */
package io.tollgate.bench;
