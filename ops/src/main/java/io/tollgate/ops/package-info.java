/** The launcher and command line of Tollgate. */
package io.tollgate.ops;
