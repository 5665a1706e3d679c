/** What was found out, as a table, as JSON and as one page. */
package io.tollgate.bench.report;
