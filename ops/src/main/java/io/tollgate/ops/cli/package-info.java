/** What all commands share: exit codes, tables, JSON. */
package io.tollgate.ops.cli;
