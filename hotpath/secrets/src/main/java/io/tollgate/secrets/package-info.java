/**
 * The gate's own keys at rest: each in a file of its own, sealed under a root key that comes from a
 * file, the environment or a key management service.
 */
package io.tollgate.secrets;
