/** The signed audit logs in Kafka topics as a second, remote copy, and back from there. */
package io.tollgate.audit.backup;
