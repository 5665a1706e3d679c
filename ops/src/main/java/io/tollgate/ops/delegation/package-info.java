/** How a delegator asks the gate for a link. */
package io.tollgate.ops.delegation;
