/** What the products' tests stand on: real journals and a real PostgreSQL. */
package io.tollgate.support.testing;
