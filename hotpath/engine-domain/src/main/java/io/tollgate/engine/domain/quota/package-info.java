/** How much may be used and spent: allowances, windows, prices and budgets. */
package io.tollgate.engine.domain.quota;
