/** Makes audit records of the journal's, and keeps the logs fed: the journal is the buffer. */
package io.tollgate.audit.recorder;
