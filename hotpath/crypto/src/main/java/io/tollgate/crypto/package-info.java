/**
 * The gate's primitives, one small class each: HMAC-SHA256 with precomputed key states, SHA-256,
 * HKDF-SHA256, Ed25519 and constant-time comparison. Objects that compute belong to one thread;
 * keys may be read by many.
 */
package io.tollgate.crypto;
