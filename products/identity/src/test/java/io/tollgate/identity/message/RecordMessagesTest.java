package io.tollgate.identity.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.identity.domain.AgentKey;
import io.tollgate.identity.domain.AgentRecord;
import io.tollgate.identity.domain.KeySuccession;
import io.tollgate.identity.message.RecordMessages.ReadRecord;
import io.tollgate.identity.v1.IdentityV1;
import io.tollgate.support.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RecordMessagesTest {
  private static final String PINNED =
      "0ace010a20f974938dff7195622216bb27fe1af876fa537a2d65f239d784a0af2757634ec5100718"
          + "03220d72657365617263682d6c6561642a0a1208706c6174666f726d30023802422011df7f0a09fd"
          + "69432733ca3263221fd98472af9d15f13ccbb7384ed52da73c684a20a109b1339b91914e815f14b1"
          + "c5bc1b28bab6994b62b88162a7fdc06e0aea94a050025a110a0b636f73742d63656e747265120234"
          + "325a0f0a056d6f64656c12066770742d346f620b08e48d90d80610959aef3a6a0561646d696e7206"
          + "08a09d90d80678e907122f122011df7f0a09fd69432733ca3263221fd98472af9d15f13ccbb7384e"
          + "d52da73c681a0b08e48d90d80610959aef3a12b50108011220528ca189943f7cb666bdf996e823ca"
          + "23dcb4f4eb774faf18bd78caa24c9fc4aa1a0b08e58d90d80610959aef3a2240c6e293cc193df9bc"
          + "d208dec6a81bc468e0e9e41d806caf29e8245e2795cd4ae00125bae43088acb0ae4aaf8368b03d14"
          + "aa6b6badb02e65cb8bee94de5d5ab1062a400517bf66d3435008de1e010371ab8d138fbdd4299ccc"
          + "19bea40e1cd2d9654fff04a8ec42bc3d0be1fb798f2524bb929cfbcda737668f825089dd94a81b78"
          + "8e0512b50108021220a109b1339b91914e815f14b1c5bc1b28bab6994b62b88162a7fdc06e0aea94"
          + "a01a0b08e68d90d80610959aef3a2240022eba39d07c70619e82fad59d95079813b67fd068ba79e2"
          + "a0fb2ce08343cddcc7fc78a56a87308a7b1cabeab5844fb9895d612ae69c52c7d5f01465d2d1f50f"
          + "2a40ab926cd0776f8389ea7e49126ae8cb5e4f5aa624b465d29e44139545f4feeaeea2737e7403b5"
          + "10bf0e6703063f909211b81fa94f1945560e34c18865f54624011a0b080110c0843d2080ade2041a"
          + "0e08051880808080042080808080281a08080610e80720904e1a0408072800220d0880babbc82e12"
          + "035553441803289208";
  private static final AgentRecord FULL = SampleRecords.full(2);
  private static final byte[] BYTES = MessageBytes.of(RecordMessages.of(FULL));

  /** Files that people keep must be readable for ever, so the bytes are written out. */
  @Test
  void shouldKeepTheBytesOfARecordForEver() {
    assertThat(HexFormat.of().formatHex(BYTES)).isEqualTo(PINNED);
    assertThat(RecordMessages.read(HexFormat.of().parseHex(PINNED)))
        .isEqualTo(new ReadRecord(FULL, true));
  }

  @Test
  void shouldWriteTheSameBytesWhateverTheOrderInMemory() {
    final AgentRecord read = RecordMessages.read(BYTES).record();
    assertThat(MessageBytes.of(RecordMessages.of(read))).isEqualTo(BYTES);
  }

  @Test
  void shouldVerifyWhatItReadsFromPublicThingsAlone() {
    assertThat(RecordMessages.read(BYTES).record().flaw()).isEmpty();
  }

  @Test
  void shouldReadAsManyKeysAsThereMayBe() {
    final List<AgentKey> keys = new ArrayList<>(SampleRecords.keys(1));
    final AgentKey second = keys.get(1);
    while (keys.size() < KeySuccession.MAX_KEYS) {
      keys.add(new AgentKey(second.publicKey(), keys.size(), second.since(), second.rotation()));
    }
    final byte[] longest = MessageBytes.of(RecordMessages.of(SampleRecords.with(FULL, keys)));
    assertThat(longest.length).isLessThan(MessageBytes.MAX_LENGTH / 2);
    assertThat(RecordMessages.read(longest).record().keys()).hasSize(KeySuccession.MAX_KEYS);

    keys.add(new AgentKey(second.publicKey(), keys.size(), second.since(), second.rotation()));
    assertRefused(
        MessageBytes.of(RecordMessages.of(SampleRecords.with(FULL, keys))), "at most 1000");
  }

  @Test
  void shouldReadWhatANewerVersionWroteAndSayThatThereIsMore() {
    final IdentityV1.AgentRecord newer =
        message(
            record ->
                record
                    .getAgentBuilder()
                    .setUnknownFields(
                        UnknownFieldSet.newBuilder()
                            .addField(
                                900,
                                UnknownFieldSet.Field.newBuilder()
                                    .addLengthDelimited(ByteString.copyFromUtf8("later"))
                                    .build())
                            .build()));
    final ReadRecord read = RecordMessages.read(MessageBytes.of(newer));
    assertThat(read.record()).isEqualTo(FULL);
    assertThat(read.isUnderstood()).isFalse();
    assertThat(read.record().flaw()).isEmpty();
  }

  @Test
  void shouldTakeValuesOfANewerVersionForTheStrictest() {
    final IdentityV1.AgentRecord newer =
        message(
            record -> {
              record.getAgentBuilder().setTrustValue(99).setTierValue(99);
              record.getAgentBuilder().getOwnerBuilder().clearKind();
              record.getQuotasBuilder(0).setResourceValue(99);
              record.getBudgetBuilder().setPeriodValue(99);
            });
    final ReadRecord read = RecordMessages.read(MessageBytes.of(newer));
    assertThat(read.isUnderstood()).isFalse();
    assertThat(read.record().agent().trust()).isEqualTo(Trust.SUSPENDED);
    assertThat(read.record().agent().tier()).isEqualTo(Tier.BASIC);
    assertThat(read.record().agent().profile().owner()).isEmpty();
    assertThat(read.record().quotas()).hasSize(FULL.quotas().size() - 1);
    assertThat(read.record().budget().orElseThrow().period()).isEqualTo(BudgetPeriod.LIFETIME);
  }

  @Test
  void shouldRefuseARecordThatIsCutOffAnywhere() {
    for (int length = 0; length < BYTES.length; length++) {
      final byte[] cut = Arrays.copyOf(BYTES, length);
      try {
        // Cut between two fields it may still be a message, but it is never this record.
        assertThat(RecordMessages.read(cut).record()).isNotEqualTo(FULL);
      } catch (final InvalidRequestException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void shouldRefuseARecordThatIsPadded() {
    assertRefused(joined(BYTES, new byte[] {0}), "damaged");
    assertRefused(joined(BYTES, new byte[4_096]), "damaged");
    assertRefused(joined(BYTES, BYTES), "padded");
    // The position once more, the same number in more bytes than it takes.
    assertRefused(joined(BYTES, HexFormat.of().parseHex("289208")), "padded");
    assertRefused(
        joined(Arrays.copyOf(BYTES, BYTES.length - 3), HexFormat.of().parseHex("2892888000")),
        "padded");
  }

  @Test
  void shouldRefuseWhatIsTooLongOrNoMessage() {
    assertRefused(new byte[0], "1 to 524288 bytes");
    assertRefused(new byte[10 << 20], "1 to 524288 bytes");
    assertRefused("{\"agent\": {}}".getBytes(StandardCharsets.US_ASCII), "message");
    assertRefused(HexFormat.of().parseHex("2801"), "agent is missing");
  }

  @Test
  void shouldRefuseTextThatIsNoUtf8() {
    final byte[] bytes = BYTES.clone();
    final byte[] name = "research-lead".getBytes(StandardCharsets.US_ASCII);
    final int at = indexOf(bytes, name);
    bytes[at] = (byte) 0xC0;
    assertRefused(bytes, "damaged");
  }

  @Test
  void shouldRefuseWhatIsOutOfBounds() {
    assertRefused(record -> record.getAgentBuilder().setName("x".repeat(65)), "agent.name");
    assertRefused(record -> record.getAgentBuilder().setName("a\u001b[2Jb"), "control");
    assertRefused(
        record -> record.getAgentBuilder().setCreatedBy("x".repeat(65)), "agent.created_by");
    assertRefused(
        record -> record.getAgentBuilder().setAgentId(ByteString.copyFrom(new byte[31])),
        "agent.agent_id has 32 bytes, not 31");
    assertRefused(record -> record.getAgentBuilder().clearTrust(), "agent.trust is missing");
    assertRefused(record -> record.getAgentBuilder().clearTier(), "agent.tier is missing");
    assertRefused(record -> record.getAgentBuilder().setVersion(-1), "agent.version");
    assertRefused(record -> record.getAgentBuilder().setTenantId(-1), "agent.tenant_id");
    assertRefused(record -> record.getAgentBuilder().clearCreatedAt(), "agent.created_at");
    assertRefused(
        record -> record.getAgentBuilder().getCreatedAtBuilder().setNanos(1_000_000_000),
        "agent.created_at");
    assertRefused(
        record -> record.getAgentBuilder().getCreatedAtBuilder().setSeconds(1L << 60),
        "agent.created_at");
    assertRefused(record -> record.getAgentBuilder().putMetadata("UPPER", "x"), "metadata");
    assertRefused(
        record -> record.getAgentBuilder().putMetadata("long", "x".repeat(10 << 10)), "metadata");
    assertRefused(record -> record.getAgentBuilder().getOwnerBuilder().setTeam(""), "owner");
    assertRefused(record -> record.getKeysBuilder(1).setSequence(7), "keys[1].sequence");
    assertRefused(
        record -> record.getKeysBuilder(0).setOldSignature(ByteString.copyFrom(new byte[64])),
        "keys[0].old_signature");
    assertRefused(record -> record.getKeysBuilder(2).clearNewSignature(), "keys[2].new_signature");
    assertRefused(record -> record.addQuotas(record.getQuotas(0)), "at most one of each");
    assertRefused(record -> record.getQuotasBuilder(0).setHourLimit(-1), "quotas.hour_limit");
    assertRefused(record -> record.getBudgetBuilder().setCurrency("dollars"), "budget.currency");
    assertRefused(record -> record.getBudgetBuilder().setLimitNano(-1), "budget.limit_nano");
  }

  @Test
  void shouldTellWhereASuccessionBreaks() {
    final List<AgentKey> keys = SampleRecords.keys(2);
    assertFlaw(SampleRecords.with(FULL, List.of()), "there are no keys");
    assertFlaw(SampleRecords.with(FULL, keys.subList(0, 2)), "not those of its succession");
    assertFlaw(
        message(record -> record.getAgentBuilder().setAgentId(ByteString.copyFrom(new byte[32]))),
        "not the hash of its first key");
    assertFlaw(
        message(
            record ->
                record.getKeysBuilder(1).setOldSignature(record.getKeys(1).getNewSignature())),
        "the key before did not sign");
    assertFlaw(
        message(
            record ->
                record.getKeysBuilder(2).setNewSignature(record.getKeys(2).getOldSignature())),
        "the key itself did not sign");
    assertFlaw(
        message(record -> record.getKeysBuilder(2).setPublicKey(ByteString.copyFrom(new byte[32]))),
        "not a valid Ed25519 public key");
    assertFlaw(
        message(record -> record.getAgentBuilder().setCurrentKey(record.getKeys(0).getPublicKey())),
        "not those of its succession");
    assertFlaw(
        message(record -> record.getAgentBuilder().setKeySequence(1)),
        "not those of its succession");
  }

  private static void assertFlaw(final IdentityV1.AgentRecord message, final String problem) {
    assertFlaw(RecordMessages.read(MessageBytes.of(message)).record(), problem);
  }

  private static void assertFlaw(final AgentRecord record, final String problem) {
    assertThat(record.flaw())
        .hasValueSatisfying(flaw -> assertThat(flaw.problem()).contains(problem));
  }

  private static void assertRefused(
      final Consumer<IdentityV1.AgentRecord.Builder> change, final String words) {
    assertRefused(MessageBytes.of(message(change)), words);
  }

  private static void assertRefused(final byte[] bytes, final String words) {
    assertThatThrownBy(() -> RecordMessages.read(bytes))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(words);
  }

  private static IdentityV1.AgentRecord message(
      final Consumer<IdentityV1.AgentRecord.Builder> change) {
    final IdentityV1.AgentRecord.Builder builder = RecordMessages.of(FULL).toBuilder();
    change.accept(builder);
    return builder.build();
  }

  private static byte[] joined(final byte[] first, final byte[] second) {
    final byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static int indexOf(final byte[] bytes, final byte[] part) {
    for (int at = 0; at <= bytes.length - part.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new AssertionError("it is not in there");
  }
}
