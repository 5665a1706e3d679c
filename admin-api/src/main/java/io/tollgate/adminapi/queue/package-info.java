/**
 * Writes that wait until the gate and its database can take them: durably, in order, and each done
 * once.
 */
package io.tollgate.adminapi.queue;
