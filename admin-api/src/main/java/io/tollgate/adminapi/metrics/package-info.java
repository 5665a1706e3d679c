/** What Prometheus reads. */
package io.tollgate.adminapi.metrics;
