/** Identity's service: writes go through the gate, reads come from the tables. */
package io.tollgate.identity.service;
