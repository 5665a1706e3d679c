/**
 * What an audit record is in bytes, how records are chained and hashed into a tree, and how all of
 * it is proven to someone who trusts nobody: no server, no database, nothing but the JDK and Bouncy
 * Castle.
 */
package io.tollgate.audit.proof;
