/** A broker for tests, also of other modules. */
package io.tollgate.audit.backup.testing;
