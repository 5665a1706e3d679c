/** What identity does on journal records and timers. */
package io.tollgate.identity.flow;
