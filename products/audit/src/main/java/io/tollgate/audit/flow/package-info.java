/** What audit makes of journal records. */
package io.tollgate.audit.flow;
