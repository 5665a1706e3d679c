package io.tollgate.identity.domain;

import io.tollgate.engine.domain.catalogue.Trust;

/**
 * A permission of the catalogue.
 *
 * @param bit its place in a link's permission set, 0 to 127.
 * @param name product:verb.
 * @param minimumTrust the least trust an agent needs to use it.
 * @param position of the record that last changed it.
 */
public record Permission(int bit, String name, Trust minimumTrust, long position) {}
