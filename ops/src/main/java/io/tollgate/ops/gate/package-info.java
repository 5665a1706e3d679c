/** The gate as a process: starting its parts in order, finding it, and stopping it. */
package io.tollgate.ops.gate;
