/** What single operations of the hot path cost, by JMH and by sampling single calls. */
package io.tollgate.bench.micro;
