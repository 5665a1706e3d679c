package io.tollgate.identity.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.engine.domain.catalogue.Tier;
import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import io.tollgate.engine.domain.quota.ResourceType;
import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentKey;
import io.tollgate.identity.domain.AgentRecord;
import io.tollgate.identity.domain.Budget;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.Owner;
import io.tollgate.identity.domain.Profile;
import io.tollgate.identity.domain.Quota;
import io.tollgate.identity.message.RecordMessages.ReadRecord;
import io.tollgate.support.AgentId;
import io.tollgate.support.error.InvalidRequestException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is what is read, whatever it is; and nothing that is read does harm. */
class RoundTripTest {
  private static final byte[] GOOD = MessageBytes.of(RecordMessages.of(SampleRecords.full(2)));

  @Property(tries = 300)
  void shouldReadWhatWasWritten(@ForAll("records") final AgentRecord record) {
    final byte[] bytes = MessageBytes.of(RecordMessages.of(record));
    assertThat(RecordMessages.read(bytes)).isEqualTo(new ReadRecord(record, true));
    assertThat(MessageBytes.of(RecordMessages.of(record))).isEqualTo(bytes);
  }

  @Property(tries = 2_000)
  void shouldNeverTakeAnotherBitForTheSameRecord(@ForAll("bits") final int bit) {
    final byte[] bytes = GOOD.clone();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    try {
      assertThat(RecordMessages.read(bytes))
          .isNotEqualTo(new ReadRecord(SampleRecords.full(2), true));
    } catch (final InvalidRequestException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 500)
  void shouldRefuseOrReadAnyBytesAndThrowNothingElse(@ForAll final byte[] bytes) {
    try {
      assertThat(RecordMessages.read(bytes).record().flaw()).isPresent();
    } catch (final InvalidRequestException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<Integer> bits() {
    return Arbitraries.integers().between(0, GOOD.length * 8 - 1);
  }

  @Provide
  Arbitrary<AgentRecord> records() {
    return agents()
        .flatMap(
            agent ->
                Combinators.combine(
                        keys(agent.agentId()),
                        quotas(),
                        budgets().optional(),
                        Arbitraries.longs().greaterOrEqual(0))
                    .as(
                        (keys, quotas, budget, at) ->
                            new AgentRecord(agent, keys, quotas, budget, at)));
  }

  private static Arbitrary<Agent> agents() {
    return Combinators.combine(
            Combinators.combine(hex(32), hex(32), hex(32), Arbitraries.integers().between(0, 999))
                .as(Ids::new),
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.integers().greaterOrEqual(0),
            texts(16),
            Arbitraries.of(Trust.values()),
            Arbitraries.of(Tier.values()),
            times(),
            Combinators.combine(profiles(), times().optional(), texts(16)).as(Words::new))
        .as(
            (ids, number, tenant, name, trust, tier, created, words) ->
                new Agent(
                    AgentId.ofHex(ids.agentId),
                    ids.first,
                    ids.current,
                    ids.sequence,
                    number,
                    tenant,
                    name,
                    trust,
                    tier,
                    created,
                    words.createdBy,
                    number,
                    words.profile,
                    words.lastActive));
  }

  private record Ids(String agentId, String first, String current, int sequence) {}

  private record Words(Profile profile, Optional<Instant> lastActive, String createdBy) {}

  private static Arbitrary<Profile> profiles() {
    final Arbitrary<Owner> owners =
        Combinators.combine(Arbitraries.of(Owner.Kind.values()), texts(30)).as(Owner::new);
    final Arbitrary<Map<String, String>> metadata =
        Arbitraries.maps(
                Arbitraries.strings().withChars("abc019._-").ofMinLength(1).ofMaxLength(10),
                Arbitraries.oneOf(Arbitraries.just(""), texts(12)))
            .ofMaxSize(Profile.MAX_ENTRIES);
    return Combinators.combine(owners.optional(), metadata).as(Profile::new);
  }

  private static Arbitrary<List<AgentKey>> keys(final AgentId agentId) {
    return Combinators.combine(hex(32), hex(64), times())
        .as(Key::new)
        .list()
        .ofMaxSize(8)
        .map(
            all -> {
              final List<AgentKey> keys = new ArrayList<>();
              for (final Key key : all) {
                final int sequence = keys.size();
                final Optional<KeyRotation> rotation =
                    sequence == 0
                        ? Optional.empty()
                        : Optional.of(
                            new KeyRotation(
                                agentId,
                                sequence,
                                keys.get(sequence - 1).publicKey(),
                                key.publicKey,
                                key.signature,
                                key.signature));
                keys.add(new AgentKey(key.publicKey, sequence, key.since, rotation));
              }
              return keys;
            });
  }

  private record Key(String publicKey, String signature, Instant since) {}

  private static Arbitrary<List<Quota>> quotas() {
    final Arbitrary<Long> limit = Arbitraries.longs().greaterOrEqual(-1);
    return Combinators.combine(Arbitraries.of(ResourceType.values()), limit, limit, limit, limit)
        .as(Quota::new)
        .list()
        .ofMaxSize(7)
        .uniqueElements(Quota::resource);
  }

  private static Arbitrary<Budget> budgets() {
    return Combinators.combine(
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.of(Currency.getAvailableCurrencies()),
            Arbitraries.of(BudgetPeriod.values()))
        .as(Budget::new);
  }

  private static Arbitrary<Instant> times() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 4_000_000_000L),
            Arbitraries.integers().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  private static Arbitrary<String> hex(final int bytes) {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(2 * bytes);
  }

  /** Letters of one to four bytes of UTF-8, never blank. */
  private static Arbitrary<String> texts(final int mostLetters) {
    return Arbitraries.of("a", "Z", "7", "-", "é", "世", "\uD83D\uDE80", "x y")
        .list()
        .ofMinSize(1)
        .ofMaxSize(mostLetters)
        .map(letters -> String.join("", letters));
  }
}
