package io.tollgate.ops.config;

/** Where the root key comes from, which all other keys of the gate are sealed under. */
public enum RootKeyOrigin {
  /** A file in the directory of secrets. */
  FILE,
  /** An environment variable. */
  ENVIRONMENT,
  /** A key management service, by a program that asks it. */
  KMS
}
