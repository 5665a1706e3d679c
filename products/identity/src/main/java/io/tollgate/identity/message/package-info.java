/**
 * What identity knows as messages of {@code tollgate.identity.v1}, and back. Pure; whatever is read
 * is checked against the bounds of the domain.
 */
package io.tollgate.identity.message;
