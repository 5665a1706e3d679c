/** What one duty cycle decides: in a batch, undone or journaled whole, answered afterwards. */
package io.tollgate.engine.infra.cycle;
