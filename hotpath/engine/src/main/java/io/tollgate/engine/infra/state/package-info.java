/** The hot state's files: Chronicle Maps of pages, the undo log, and what says whether they fit. */
package io.tollgate.engine.infra.state;
