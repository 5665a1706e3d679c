/** What identity and audit cost: issue by issue, beside their bars. */
package io.tollgate.bench.trust;
