package io.tollgate.engine.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.crypto.HkdfSha256;
import io.tollgate.crypto.HmacSha256;
import io.tollgate.crypto.HmacSha256Key;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Chains are kept by their holders for a year: their bytes may never change. */
class ChainBytesPinnedTest {
  private static final byte[] KEY = filled(0x4B, 32);
  private static final String ROOT =
      "010007214365878877665544332211a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0"
          + "a0a0a0a0a0a0a0a000000000000000000000000000000000000000000000000000000000000000"
          + "0001800100f0f0f0f00100000000000080000000000000000000d2496b00286bee000000000000"
          + "0000eb0c9c1c90519f0bcc5f495026a213ff2f1da543c7f12e46ddebee0d7bc23d91";
  private static final String THREE_LINKS =
      "010007214365878877665544332211a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0"
          + "a0a0a0a0a0a0a0a000000000000000000000000000000000000000000000000000000000000000"
          + "0001800100f0f0f0f00100000000000080000000000000000000d2496b00286bee000000000000"
          + "0000eb0c9c1c90519f0b0000000000000000000000000000000000000000000000000101012143"
          + "65870807060504030201a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"
          + "a1a1a1a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a001800000"
          + "000000000100000000000000efbeaddebebafeca01d2496bff276beeeb0c9c1c90519f0bbdff6f"
          + "683cd0cc7100000000000000000000000000000000000000000000000001020007000000ffffff"
          + "ffffffffffa2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a1a1"
          + "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1010000000000000000"
          + "00000000000000efbeaddebebafeca02d2496b00b33f71bdff6f683cd0cc71370adcf1cfe7d81f"
          + "26cc2120cbbb1bab16177d2c7260d54fd1e23a1aa10701a6";

  private final LinkSealer sealer = new LinkSealer(HmacSha256.create());
  private final HmacSha256Key key = new HmacSha256Key().init(KEY, 0, KEY.length);

  private static byte[] filled(final int value, final int length) {
    final byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private Chain root() {
    return sealer.sealRoot(
        new LinkTerms(
            0x8765_4321,
            0x1122_3344_5566_7788L,
            filled(0xA0, 32),
            0xF0F0_F0F0_0001_8001L,
            0x8000_0000_0000_0001L,
            0,
            1_800_000_000L,
            4_000_000_000L,
            7),
        key);
  }

  private Chain threeLinks() {
    final Chain two =
        sealer.sealChild(
            root(),
            new LinkTerms(
                0x8765_4321,
                0x0102_0304_0506_0708L,
                filled(0xA1, 32),
                0x8001L,
                1,
                0xCAFE_BABE_DEAD_BEEFL,
                1_800_000_001L,
                3_999_999_999L,
                1),
            key);
    return sealer.sealChild(
        two,
        new LinkTerms(
            7,
            -1,
            filled(0xA2, 32),
            1,
            0,
            0xCAFE_BABE_DEAD_BEEFL,
            1_800_000_002L,
            1_900_000_000L,
            0),
        key);
  }

  private static String hex(final Chain chain) {
    final byte[] bytes = new byte[chain.length()];
    chain.buffer().getBytes(0, bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void shouldSealARootAsItAlwaysDid() {
    assertThat(hex(root())).isEqualTo(ROOT);
  }

  @Test
  void shouldSealThreeLinksAsItAlwaysDid() {
    assertThat(hex(threeLinks())).isEqualTo(THREE_LINKS);
  }

  /** The same by other means: no class of this package takes part. */
  @Test
  void shouldLayALinkOutAsTheContractSays() throws GeneralSecurityException {
    final ByteBuffer link = ByteBuffer.allocate(151).order(ByteOrder.LITTLE_ENDIAN);
    link.put((byte) 1).put((byte) 0).put((byte) 7);
    link.putInt(0x8765_4321).putLong(0x1122_3344_5566_7788L);
    link.put(filled(0xA0, 32)).put(new byte[32]);
    link.putLong(0xF0F0_F0F0_0001_8001L).putLong(0x8000_0000_0000_0001L).putLong(0);
    link.putInt((int) 1_800_000_000L).putInt((int) 4_000_000_000L).putLong(0);
    final Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    mac.update(link.array(), 0, 119);
    link.put(mac.doFinal());
    assertThat(ROOT).isEqualTo(HexFormat.of().formatHex(link.array()));
  }

  @Test
  void shouldReadWhatWasWritten() {
    final Chain chain = threeLinks();
    final int link = chain.linkOffset(1);
    assertThat(LinkLayout.version(chain.buffer(), link)).isEqualTo(1);
    assertThat(LinkLayout.depth(chain.buffer(), link)).isEqualTo(1);
    assertThat(LinkLayout.delegationsLeft(chain.buffer(), link)).isEqualTo(1);
    assertThat(LinkLayout.keyId(chain.buffer(), link)).isEqualTo(0x8765_4321);
    assertThat(LinkLayout.linkId(chain.buffer(), link)).isEqualTo(0x0102_0304_0506_0708L);
    assertThat(LinkLayout.permissionsLow(chain.buffer(), link)).isEqualTo(0x8001L);
    assertThat(LinkLayout.permissionsHigh(chain.buffer(), link)).isEqualTo(1);
    assertThat(LinkLayout.scopeHash(chain.buffer(), link)).isEqualTo(0xCAFE_BABE_DEAD_BEEFL);
    assertThat(LinkLayout.notBeforeSeconds(chain.buffer(), link)).isEqualTo(1_800_000_001L);
    assertThat(LinkLayout.expiresAtSeconds(chain.buffer(), link)).isEqualTo(3_999_999_999L);
    assertThat(chain.agentId(1)).isEqualTo(filled(0xA1, 32));
    assertThat(chain.leafAgentId()).isEqualTo(filled(0xA2, 32));
    assertThat(chain.links()).isEqualTo(3);
  }

  @Test
  void shouldDeriveATenantsKeyAsItAlwaysDid() throws GeneralSecurityException {
    final byte[] rootKey = filled(0x52, 32);
    final byte[] salt = filled(0x53, 16);
    final HmacSha256Key derived = new HmacSha256Key();
    new RootKeyDerivation(rootKey, HkdfSha256.create()).derive(3, 2, salt, derived);
    final byte[] tag = new byte[32];
    HmacSha256.create().tag(derived, new UnsafeBuffer(new byte[5]), 0, 5, tag, 0);

    final Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(salt, "HmacSHA256"));
    final byte[] pseudorandomKey = mac.doFinal(rootKey);
    mac.init(new SecretKeySpec(pseudorandomKey, "HmacSHA256"));
    mac.update("tollgate/v1/link-key".getBytes(StandardCharsets.US_ASCII));
    mac.update(new byte[] {2, 0, 0, 0, 3, 0, 0, 0, 1});
    mac.init(new SecretKeySpec(mac.doFinal(), "HmacSHA256"));
    assertThat(tag).isEqualTo(mac.doFinal(new byte[5]));
  }
}
