/** What changed of agents, for programs that keep what they read. */
package io.tollgate.adminapi.news;
