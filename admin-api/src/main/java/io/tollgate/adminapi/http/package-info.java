/**
 * The HTTP server: what every request passes before and after its operation, and how the server
 * starts and stops.
 */
package io.tollgate.adminapi.http;
