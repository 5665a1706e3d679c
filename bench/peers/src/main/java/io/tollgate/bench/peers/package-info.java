/** The same question put to other engines, in one run. */
package io.tollgate.bench.peers;
