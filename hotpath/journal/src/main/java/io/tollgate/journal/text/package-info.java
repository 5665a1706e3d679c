/**
 * Renders journal records as text, from the schema alone: a new record or field needs no code here.
 */
package io.tollgate.journal.text;
