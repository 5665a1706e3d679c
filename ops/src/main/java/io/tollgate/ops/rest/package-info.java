/** The command line's way to the REST admin API. */
package io.tollgate.ops.rest;
