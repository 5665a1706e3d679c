/**
 * Delegation: the layout of a link, how a chain of links is sealed, and how it proves itself. Start
 * reading at {@link io.tollgate.engine.domain.chain.LinkLayout}.
 */
package io.tollgate.engine.domain.chain;
