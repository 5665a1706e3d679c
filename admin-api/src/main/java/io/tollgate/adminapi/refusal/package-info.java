/**
 * Every refusal is written down: of who is known each by itself within an allowance, of strangers
 * and of what is beyond it as counts.
 */
package io.tollgate.adminapi.refusal;
