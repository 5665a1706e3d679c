/** Secrets on disk: files that only their owner may read. */
package io.tollgate.support.secret;
