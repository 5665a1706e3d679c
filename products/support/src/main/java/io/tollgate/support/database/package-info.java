/**
 * PostgreSQL as the products use it: one bounded pool, a schema and migrations for each product.
 */
package io.tollgate.support.database;
