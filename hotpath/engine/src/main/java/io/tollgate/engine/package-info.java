/** The one thread that decides: the engine domain run on Aeron messages and Chronicle Maps. */
package io.tollgate.engine;
