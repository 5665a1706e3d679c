/** Cryptographic primitives, one small class each. */
package io.tollgate.crypto;
