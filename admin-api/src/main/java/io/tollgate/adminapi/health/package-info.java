/** Whether the gate can serve, and how its parts are. */
package io.tollgate.adminapi.health;
