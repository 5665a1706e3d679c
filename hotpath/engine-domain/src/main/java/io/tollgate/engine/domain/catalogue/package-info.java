/** What may be done and by whom at least: permissions, trust and tiers. */
package io.tollgate.engine.domain.catalogue;
