package io.tollgate.bench.micro;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The JDK's SHA-256 block function and nothing around it: the floor under every tag. Reached here
 * by itself, so that a change in how the gate reaches it does not move the floor.
 */
final class BareBlock {
  private static final int BLOCK_LENGTH = 64;
  private static final MethodHandle CONSTRUCTOR;
  private static final MethodHandle COMPRESS;

  static {
    try {
      final Class<?> sha2 = Class.forName("sun.security.provider.SHA2");
      final MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(sha2, MethodHandles.lookup());
      CONSTRUCTOR =
          lookup
              .findConstructor(
                  Class.forName("sun.security.provider.SHA2$SHA256"),
                  MethodType.methodType(void.class))
              .asType(MethodType.methodType(Object.class));
      COMPRESS =
          lookup
              .findVirtual(
                  sha2, "implCompress0", MethodType.methodType(void.class, byte[].class, int.class))
              .asType(MethodType.methodType(void.class, Object.class, byte[].class, int.class));
    } catch (final ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Object sha256;
  private final byte[] block = new byte[BLOCK_LENGTH];

  BareBlock() {
    try {
      sha256 = (Object) CONSTRUCTOR.invokeExact();
    } catch (final Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /** Mixes so many blocks into one state, each after the one before. */
  void compress(final int blocks) {
    try {
      for (int i = 0; i < blocks; i++) {
        COMPRESS.invokeExact(sha256, block, 0);
      }
    } catch (final Throwable t) {
      throw new IllegalStateException(t);
    }
  }
}
