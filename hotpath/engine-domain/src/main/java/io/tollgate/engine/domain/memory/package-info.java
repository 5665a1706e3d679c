/**
 * The memory that hot state lives in: fixed-length records in pages outside the heap, indexes over
 * them, and the log that undoes a batch.
 */
package io.tollgate.engine.domain.memory;
