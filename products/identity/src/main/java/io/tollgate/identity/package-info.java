/** Who may act: tenants, their keys, agents, tiers, trust, quotas and delegations. */
package io.tollgate.identity;
