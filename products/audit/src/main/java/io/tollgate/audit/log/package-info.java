/**
 * The audit log itself: one append-only, signed log for each retention class, fed from the journal.
 */
package io.tollgate.audit.log;
