/** Looking agents up from another program, over the gate's REST API. */
package io.tollgate.lookup.client;
