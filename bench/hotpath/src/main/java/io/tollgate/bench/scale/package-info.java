/**
 * How the gate is with very many agents: what they take of memory, how soon it starts with them,
 * how fast it is rebuilt from its journal. The data are generated, deterministic and seeded.
 */
package io.tollgate.bench.scale;
