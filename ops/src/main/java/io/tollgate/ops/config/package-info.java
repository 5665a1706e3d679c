/** What can be configured, and the effective values with their sources. */
package io.tollgate.ops.config;
