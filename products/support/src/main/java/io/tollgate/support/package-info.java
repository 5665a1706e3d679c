/**
 * What every product stands on: journal consumers, read models in PostgreSQL, timers, commands and
 * events.
 */
package io.tollgate.support;
