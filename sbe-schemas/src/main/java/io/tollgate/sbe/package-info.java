/**
 * Codecs generated from the SBE schemas: {@code gate} for messages, {@code journal} for records.
 */
package io.tollgate.sbe;
