/** The one question that everybody is asked, and what the right answers are. */
package io.tollgate.bench.peers.question;
