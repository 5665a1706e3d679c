/** Identity's tables: each class writes one from the journal and reads it for the service. */
package io.tollgate.identity.store;
