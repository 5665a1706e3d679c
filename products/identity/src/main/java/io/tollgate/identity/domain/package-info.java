/**
 * What identity is about, in plain Java: tenants, agents, limits, keys and links, and the rules
 * that need no I/O.
 */
package io.tollgate.identity.domain;
