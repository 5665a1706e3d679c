/** Signed records in PostgreSQL, to be searched: a follower of the logs, not of the journal. */
package io.tollgate.audit.index;
