/** What a running engine times, where others can read it, and how it is drawn. */
package io.tollgate.latency;
