/** The decision log in PostgreSQL, as it is asked. */
package io.tollgate.audit.store;
