/**
 * How a product's service says no: one sealed hierarchy, whose class tells the caller what to do.
 */
package io.tollgate.support.error;
