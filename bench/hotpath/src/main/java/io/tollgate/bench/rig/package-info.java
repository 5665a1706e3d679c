/**
 * The load rig: an engine, a bare Aeron echo and clients, each in processes of their own, measured
 * from end to end.
 */
package io.tollgate.bench.rig;
