/** What was decided: the journaled decisions, kept for queries. */
package io.tollgate.audit;
