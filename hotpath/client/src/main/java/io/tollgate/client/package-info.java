/** The Aeron client of the gate, and the in-process check that needs no engine. */
package io.tollgate.client;
