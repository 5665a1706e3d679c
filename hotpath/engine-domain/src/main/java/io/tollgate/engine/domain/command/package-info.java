/**
 * Commands: what operators and products change, each by proof of a chain that grants the {@code
 * gate:} permission for it.
 */
package io.tollgate.engine.domain.command;
