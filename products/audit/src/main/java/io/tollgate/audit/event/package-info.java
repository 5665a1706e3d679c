/** Audit's own events in the journal: what was ordered of the logs, shown of them, and refused. */
package io.tollgate.audit.event;
