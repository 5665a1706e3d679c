package io.tollgate.bench.peers.question;

/**
 * What is asked.
 *
 * @param credential what the agent shows.
 * @param permission what it wants to do.
 * @param scope where it wants to do it.
 * @param nowSeconds when, seconds since the epoch.
 * @param amount units of quota that it wants to use.
 */
public record Question(
    Credential credential, String permission, String scope, long nowSeconds, long amount) {}
