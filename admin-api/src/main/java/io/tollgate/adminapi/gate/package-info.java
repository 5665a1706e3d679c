/** What the API asks of the engine itself, and how a decision is put into words. */
package io.tollgate.adminapi.gate;
