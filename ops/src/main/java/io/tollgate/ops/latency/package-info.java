/** Shows what the running engine times. */
package io.tollgate.ops.latency;
