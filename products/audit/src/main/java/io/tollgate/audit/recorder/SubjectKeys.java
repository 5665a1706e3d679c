package io.tollgate.audit.recorder;

import io.tollgate.audit.log.AuditLogException;
import io.tollgate.audit.proof.LittleEndian;
import io.tollgate.audit.proof.SealedField;
import io.tollgate.secrets.SealedSecret;
import io.tollgate.secrets.SecretStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for each person that records speak of, each in a file of its own. Destroying the file
 * forgets the person in every record at once; the records and their proofs stay as they are. A
 * key's id is a keyed hash of the person's name, so that neither files nor records show it. Any
 * thread.
 */
public final class SubjectKeys {
  private static final int KEY_LENGTH = 32;
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_BITS = 128;
  private static final int MAX_CACHED = 10_000;

  private static final String DIRECTORY = "subjects";

  private final SecretStore secrets;
  private final byte[] indexKey;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, byte[]> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, byte[]> eldest) {
          return size() > MAX_CACHED;
        }
      };

  /** The keys among a gate's secrets. */
  public SubjectKeys(final SecretStore secrets) {
    this.secrets = secrets;
    final Path directory = secrets.directory().resolve(DIRECTORY);
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (final IOException e) {
      throw new AuditLogException("cannot keep subject keys in " + directory, e);
    }
    indexKey = secrets.secret("audit-subjects.key").readOrCreate(KEY_LENGTH);
  }

  /** Seals a field of the record made of a journal position. */
  SealedField seal(final String subject, final int code, final long position, final byte[] plain) {
    final byte[] id = idOf(subject);
    final byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    final byte[] key = key(HexFormat.of().formatHex(id));
    final byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, nonce, code, position, plain);
    Arrays.fill(key, (byte) 0);
    final byte[] all = Arrays.copyOf(nonce, NONCE_LENGTH + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE_LENGTH, sealed.length);
    return new SealedField(code, id, all);
  }

  /** Opens a field; empty where its key was destroyed. */
  public synchronized Optional<byte[]> open(final SealedField field, final long position) {
    final SealedSecret file = file(HexFormat.of().formatHex(field.keyId()));
    if (!isThere(file)) {
      return Optional.empty();
    }
    final byte[] all = field.ciphertext();
    try {
      return Optional.of(
          crypt(
              Cipher.DECRYPT_MODE,
              file.read(KEY_LENGTH),
              Arrays.copyOf(all, NONCE_LENGTH),
              field.code(),
              position,
              Arrays.copyOfRange(all, NONCE_LENGTH, all.length)));
    } catch (final AuditLogException e) {
      // The person was forgotten and came again: the new key opens nothing of before.
      return Optional.empty();
    }
  }

  /**
   * Destroys a person's key.
   *
   * @return its id in hex; empty where there was none.
   */
  public Optional<String> forget(final String subject) {
    final String id = keyIdOf(subject);
    return destroy(id) ? Optional.of(id) : Optional.empty();
  }

  /** The id of a person's key in hex, whether there is one or not. */
  public String keyIdOf(final String subject) {
    return HexFormat.of().formatHex(idOf(subject));
  }

  /** Whether there is a key of an id. */
  public boolean has(final String keyId) {
    return file(keyId).exists();
  }

  /** Destroys the key of an id; false where there was none. */
  synchronized boolean destroy(final String id) {
    final SealedSecret file = file(id);
    if (!file.exists()) {
      return false;
    }
    final byte[] cached = cache.remove(id);
    if (cached != null) {
      Arrays.fill(cached, (byte) 0);
    }
    file.destroy();
    return true;
  }

  /** A person's key, a copy: forgetting zeroes the cached one, also while another thread seals. */
  synchronized byte[] key(final String id) {
    return cache.computeIfAbsent(id, this::readOrCreate).clone();
  }

  private byte[] readOrCreate(final String id) {
    final SealedSecret file = file(id);
    return isThere(file) ? file.read(KEY_LENGTH) : file.readOrCreate(KEY_LENGTH);
  }

  /** Whether a key is there; what forgetting left when it was killed is none, and goes. */
  private static boolean isThere(final SealedSecret file) {
    if (!file.exists()) {
      return false;
    }
    try {
      final byte[] bytes = Files.readAllBytes(file.path());
      if (!Arrays.equals(bytes, new byte[bytes.length])) {
        return true;
      }
      Files.delete(file.path());
      return false;
    } catch (final IOException e) {
      throw new AuditLogException("a subject key cannot be read", e);
    }
  }

  private SealedSecret file(final String id) {
    return secrets.secret(DIRECTORY + "/" + id);
  }

  private byte[] idOf(final String subject) {
    try {
      final Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(indexKey, "HmacSHA256"));
      return Arrays.copyOf(
          mac.doFinal(subject.getBytes(StandardCharsets.UTF_8)), SealedField.KEY_ID_LENGTH);
    } catch (final GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform must have HMAC-SHA256", e);
    }
  }

  private static byte[] crypt(
      final int mode,
      final byte[] key,
      final byte[] nonce,
      final int code,
      final long position,
      final byte[] bytes) {
    final byte[] associated = new byte[Long.BYTES + 1];
    LittleEndian.putInt64(associated, 0, position);
    associated[Long.BYTES] = (byte) code;
    try {
      final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(associated);
      return cipher.doFinal(bytes);
    } catch (final GeneralSecurityException e) {
      throw new AuditLogException("a sealed field cannot be sealed or opened", e);
    }
  }
}
