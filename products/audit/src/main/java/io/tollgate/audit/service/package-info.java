/** What whoever serves an API asks of the signed logs. */
package io.tollgate.audit.service;
