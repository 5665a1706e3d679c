/** The rules of the gate as a pure function of state, message and the time in the message. */
package io.tollgate.engine.domain;
