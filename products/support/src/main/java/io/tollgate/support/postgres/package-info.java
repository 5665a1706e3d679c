/**
 * The embedded PostgreSQL: unpacked, initialised, started, watched and stopped; or an external
 * one's address.
 */
package io.tollgate.support.postgres;
