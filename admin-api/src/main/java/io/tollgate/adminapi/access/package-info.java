/** Who may call: EdDSA tokens, the roles they carry, and the keys and files behind them. */
package io.tollgate.adminapi.access;
