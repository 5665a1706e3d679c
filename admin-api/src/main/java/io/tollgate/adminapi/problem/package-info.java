/**
 * Refusals as RFC 9457 problems: every error of the API passes through here, and none tells too
 * much.
 */
package io.tollgate.adminapi.problem;
