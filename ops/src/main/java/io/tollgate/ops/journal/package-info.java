/** Commands that read the journal's files; they need no server, and may run beside one. */
package io.tollgate.ops.journal;
