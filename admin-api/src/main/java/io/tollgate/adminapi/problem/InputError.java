package io.tollgate.adminapi.problem;

/**
 * Where a request breaks the contract.
 *
 * @param in body, path, query or header.
 * @param name of the parameter, or a JSON pointer into the body.
 * @param message what is wrong; never repeats the value that was sent.
 */
public record InputError(String in, String name, String message) {}
