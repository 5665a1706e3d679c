/**
 * The way back: what products tell and ask the gate, through the same client that everyone uses.
 */
package io.tollgate.support.command;
