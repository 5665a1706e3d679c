/** Real LLM traffic through the gate, and the proof that every token of it was accounted for. */
package io.tollgate.ops.demo;
