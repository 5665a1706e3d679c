/** The state worked out from the journal alone. */
package io.tollgate.engine.infra.recovery;
