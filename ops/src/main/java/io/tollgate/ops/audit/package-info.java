/** The signed audit logs: read, exported and verified, without a server. */
package io.tollgate.ops.audit;
