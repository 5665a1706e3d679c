/** The OpenAPI document as the source of routes, checks and roles. */
package io.tollgate.adminapi.contract;
