/**
 * One request as a call: what it asks for, what it is answered, and how the two meet off the event
 * loop.
 */
package io.tollgate.adminapi.call;
