/** What is to be done later, kept in the database so that no restart forgets it. */
package io.tollgate.support.timer;
