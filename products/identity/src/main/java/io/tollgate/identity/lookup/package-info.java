/** Agents and their keys, kept in memory and kept honest by the journal. */
package io.tollgate.identity.lookup;
