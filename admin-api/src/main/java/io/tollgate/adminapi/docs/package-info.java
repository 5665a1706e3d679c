/** The contract to read in a browser. */
package io.tollgate.adminapi.docs;
