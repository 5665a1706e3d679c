/** Requests that are done once, however often they are sent; what was answered is kept sealed. */
package io.tollgate.adminapi.idempotency;
