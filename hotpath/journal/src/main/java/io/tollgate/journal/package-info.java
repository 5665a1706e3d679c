/** The journal, which is the truth: append, tail, recover, inspect and retain. */
package io.tollgate.journal;
