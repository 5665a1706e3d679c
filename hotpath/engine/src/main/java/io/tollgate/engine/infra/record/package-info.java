/** Facts to journal records and back: the only place that knows the journal's schema. */
package io.tollgate.engine.infra.record;
