/**
 * The way every product lives: it reads the journal, writes its tables, and keeps its place in the
 * same transaction.
 */
package io.tollgate.support.consumer;
