/** What products say of their own events to whoever keeps them without knowing the products. */
package io.tollgate.support.event;
