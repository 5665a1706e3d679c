/**
 * What the operations of the contract ask of the services, and how the answers are written down as
 * JSON.
 */
package io.tollgate.adminapi.resource;
