package io.tollgate.crypto;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Objects;

/**
 * The JDK's own SHA-256 block function with its chaining state laid open. HotSpot replaces the
 * function by SHA instructions, which {@link java.security.MessageDigest} also uses, but only here
 * can a state be put in and taken out without hashing the key again for every tag.
 *
 * <p>Reaching it needs {@code --add-opens java.base/sun.security.provider=ALL-UNNAMED}. Names and
 * signatures are the same in JDK 17 to 25, and a known answer is checked before anyone may use what
 * was found.
 *
 * <p>Not thread safe.
 */
final class JdkSha256 {
  static final int BLOCK_LENGTH = 64;
  static final int STATE_INTS = 8;

  private static final Reach REACH = Reach.attempt();
  // A record's fields are constants to the JIT, which is what lets it inline the calls.
  private static final Handles HANDLES = REACH.handles();

  private final Object sha256;
  private final int[] state;

  /**
   * @throws IllegalStateException if this JVM does not let the block function be reached.
   */
  JdkSha256() {
    if (HANDLES == null) {
      throw new IllegalStateException("SHA-256 midstates cannot be reached: " + REACH.refusal());
    }
    sha256 = HANDLES.create();
    state = HANDLES.state(sha256);
  }

  static boolean isReachable() {
    return HANDLES != null;
  }

  /** Why the block function cannot be reached; null if it can. */
  static String refusal() {
    return REACH.refusal();
  }

  /** The live chaining state: eight ints that {@link #compress(byte[], int)} updates in place. */
  int[] state() {
    return state;
  }

  /**
   * Back to the initial hash value of FIPS 180-4; also wipes the message schedule of the last
   * block.
   */
  void reset() {
    HANDLES.reset(sha256);
  }

  /** Mixes 64 bytes, from {@code offset} on, into the state. */
  void compress(final byte[] bytes, final int offset) {
    // The intrinsic reads without bounds checks: they are ours to make.
    Objects.checkFromIndexSize(offset, BLOCK_LENGTH, bytes.length);
    HANDLES.compress(sha256, bytes, offset);
  }

  private record Reach(Handles handles, String refusal) {
    static Reach attempt() {
      try {
        final Handles handles = Handles.locate();
        return handles.passKnownAnswer()
            ? new Reach(handles, null)
            : new Reach(null, "the block function gives a wrong answer");
      } catch (final ReflectiveOperationException | RuntimeException e) {
        return new Reach(null, e.toString());
      }
    }
  }

  private record Handles(
      MethodHandle constructor,
      MethodHandle stateGetter,
      MethodHandle reset,
      MethodHandle compress) {
    private static final int[] STATE_AFTER_ABC = {
      0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223, 0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad
    };

    static Handles locate() throws ReflectiveOperationException {
      final Class<?> sha2 = Class.forName("sun.security.provider.SHA2");
      final Class<?> sha256 = Class.forName("sun.security.provider.SHA2$SHA256");
      final Lookup lookup = MethodHandles.privateLookupIn(sha2, MethodHandles.lookup());
      final MethodType compressType = MethodType.methodType(void.class, byte[].class, int.class);
      final MethodType noArguments = MethodType.methodType(void.class);
      return new Handles(
          lookup.findConstructor(sha256, noArguments).asType(MethodType.methodType(Object.class)),
          lookup
              .findGetter(sha2, "state", int[].class)
              .asType(MethodType.methodType(int[].class, Object.class)),
          lookup
              .findVirtual(sha2, "implReset", noArguments)
              .asType(MethodType.methodType(void.class, Object.class)),
          lookup
              .findVirtual(sha2, "implCompress0", compressType)
              .asType(MethodType.methodType(void.class, Object.class, byte[].class, int.class)));
    }

    boolean passKnownAnswer() {
      final Object sha = create();
      final byte[] block = new byte[BLOCK_LENGTH];
      block[0] = 'a';
      block[1] = 'b';
      block[2] = 'c';
      block[3] = (byte) 0x80;
      block[BLOCK_LENGTH - 1] = 3 * Byte.SIZE;
      reset(sha);
      compress(sha, block, 0);
      return Arrays.equals(STATE_AFTER_ABC, state(sha));
    }

    Object create() {
      try {
        return (Object) constructor.invokeExact();
      } catch (final Throwable t) {
        throw unexpected(t);
      }
    }

    int[] state(final Object sha) {
      try {
        return (int[]) stateGetter.invokeExact(sha);
      } catch (final Throwable t) {
        throw unexpected(t);
      }
    }

    void reset(final Object sha) {
      try {
        reset.invokeExact(sha);
      } catch (final Throwable t) {
        throw unexpected(t);
      }
    }

    void compress(final Object sha, final byte[] bytes, final int offset) {
      try {
        compress.invokeExact(sha, bytes, offset);
      } catch (final Throwable t) {
        throw unexpected(t);
      }
    }

    /** None of the four declares a checked exception. */
    private static RuntimeException unexpected(final Throwable thrown) {
      if (thrown instanceof Error error) {
        throw error;
      }
      return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
    }
  }
}
