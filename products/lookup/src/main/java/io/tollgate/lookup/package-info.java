/**
 * A cache that is kept honest by pushed changes: whoever puts a value in says as of which journal
 * position it was read, and whoever follows the journal says what changed where.
 */
package io.tollgate.lookup;
