/** The commands for people and scripts that go over the REST admin API. */
package io.tollgate.ops.command;
