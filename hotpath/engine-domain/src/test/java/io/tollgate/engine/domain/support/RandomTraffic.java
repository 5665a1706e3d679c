package io.tollgate.engine.domain.support;

import io.tollgate.engine.domain.catalogue.Trust;
import io.tollgate.engine.domain.chain.Chain;
import io.tollgate.engine.domain.decision.UseRequest;
import io.tollgate.engine.domain.decision.Verdict;
import io.tollgate.engine.domain.fact.EventAppended;
import io.tollgate.engine.domain.fact.KeyAdded;
import io.tollgate.engine.domain.fact.PermissionDefined;
import io.tollgate.engine.domain.fact.TierSet;
import io.tollgate.engine.domain.quota.BudgetPeriod;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** Everything that can be asked of a gate, in random order, good and bad alike. */
public final class RandomTraffic {
  private static final int MOST_AGENTS = 12;
  private static final int IDS = 60;

  private final GateFixture fixture;
  private final Requests requests;
  private final Random random;
  private final List<TestAgent> agents = new ArrayList<>();
  private final List<Chain> chains = new ArrayList<>();
  private long firstLinkId = 1L << 40;
  private long idBase = 1;

  /** Traffic to a gate. */
  public RandomTraffic(final GateFixture fixture, final Random random) {
    this.fixture = fixture;
    this.requests = new Requests(fixture);
    this.random = random;
    for (int i = 0; i < 4; i++) {
      agents.add(fixture.agent("first " + i, 1 + i % 2));
    }
  }

  private int below(final int bound) {
    return random.nextInt(bound);
  }

  private TestAgent anAgent() {
    return agents.get(below(agents.size()));
  }

  private Chain aChain() {
    if (chains.isEmpty() || below(10) == 0) {
      chains.add(newChain());
    }
    return chains.get(below(chains.size()));
  }

  private Chain newChain() {
    Chain chain = Chains.root(terms(anAgent()));
    for (int more = below(4); more > 0; more--) {
      final Chains.Terms terms = terms(anAgent());
      try {
        chain = Chains.child(chain, terms);
      } catch (final IllegalArgumentException e) {
        break;
      }
    }
    return chain;
  }

  private Chains.Terms terms(final TestAgent agent) {
    return Chains.Terms.to(agent).linkId(firstLinkId++).scope(below(8) == 0 ? 7 : 0);
  }

  private long anId() {
    if (below(3) == 0) {
      idBase++;
    }
    return idBase + below(IDS);
  }

  private UseRequest aUse() {
    final int price = below(2) == 0 ? 0 : 1 + below(4);
    final UseRequest request =
        Requests.use(aChain(), anId(), below(50), below(3) == 0 ? below(50) : 0, price);
    request.scopeHash = below(8) == 0 ? 7 : 0;
    request.lifetimeNs = TimeUnit.SECONDS.toNanos(1 + below(90));
    request.permission = below(20) == 0 ? 99 : GateFixture.OPEN_PERMISSION + below(2);
    request.resourceCode = below(20) == 0 ? 0 : 1 + below(2);
    return request;
  }

  /** Lets a random time pass: mostly none, sometimes to the next month. */
  public void pass() {
    switch (below(40)) {
      case 0 -> fixture.pass(below(35), TimeUnit.DAYS);
      case 1, 2 -> fixture.pass(below(25), TimeUnit.HOURS);
      case 3, 4, 5 -> fixture.pass(below(70), TimeUnit.SECONDS);
      case 6, 7, 8 -> fixture.pass(60, TimeUnit.SECONDS);
      default -> fixture.pass(below(3) == 0 ? below(2_000) : 0, TimeUnit.MILLISECONDS);
    }
  }

  /** Asks or commands something. */
  public void act() {
    switch (below(40)) {
      case 0, 1, 2, 3 -> requests.check(aChain(), 15 + below(4), below(8) == 0 ? 7 : 0);
      case 4, 5, 6, 7, 8, 9, 10 -> requests.consume(aUse());
      case 11, 12, 13, 14, 15, 16, 17, 18 -> requests.reserve(aUse());
      case 19, 20, 21, 22, 23 -> requests.commit(aChain(), anId(), below(20), below(5));
      case 24, 25 -> requests.release(aChain(), anId());
      default -> command();
    }
  }

  private void command() {
    switch (below(16)) {
      case 0 -> requests.setTrust(anAgent(), Trust.ofCode(below(3)));
      case 1 -> requests.setQuota(anAgent(), limit(), limit(), limit(), limit());
      case 2, 3 -> setBudget();
      case 4, 5 -> requests.setPrice(1 + below(4), below(3) * 300_000_000L, below(5) * 7_000_000L);
      case 6 -> requests.revokeLink(anAgent(), (1L << 40) + below(200));
      case 7 -> addKey();
      case 8 -> register();
      case 9, 10, 11 -> appendEvent();
      case 12 -> setTier();
      case 13 -> refused();
      case 14 -> definePermission();
      default -> rareCommand();
    }
  }

  private long limit() {
    return below(3) == 0 ? -1 : below(400);
  }

  private void setBudget() {
    final BudgetPeriod period = BudgetPeriod.ofCode(below(3));
    final long limit = below(6) == 0 ? -1 : below(20) * 1_000L;
    requests.setBudget(anAgent(), limit, period, below(10) == 0 ? 978 : Requests.USD);
  }

  private void rareCommand() {
    switch (below(12)) {
      case 0 -> requests.revoke(anAgent());
      case 1 -> requests.retireKey(4 + below(4));
      default -> requests.setTrust(anAgent(), Trust.TRUSTED);
    }
  }

  private void addKey() {
    final KeyAdded fact = new KeyAdded();
    fact.keyId = 4 + below(4);
    fact.tenantId = 1 + below(2);
    final Verdict verdict = new Verdict();
    fixture.batch(() -> fixture.gate().gateCommands().addKey(fixture.operator(), fact, verdict));
  }

  private void register() {
    final int number = below(MOST_AGENTS);
    final TestAgent agent = new TestAgent("later " + number, 1 + number % 2);
    final Verdict verdict = new Verdict();
    fixture.batch(
        () ->
            fixture
                .gate()
                .agentCommands()
                .register(
                    fixture.operator(),
                    GateFixture.registration(agent, Trust.ofCode(below(2))),
                    verdict));
    if (!agents.contains(agent)) {
      agents.add(agent);
    }
  }

  private void appendEvent() {
    final EventAppended fact = new EventAppended();
    fact.eventIdLow = anId();
    fact.productCode = 1 + below(9);
    fact.eventType = below(5);
    fact.agentId.putBytes(0, anAgent().id());
    fact.payload.wrap(new byte[below(5)]);
    final Verdict verdict = new Verdict();
    fixture.batch(
        () -> fixture.gate().gateCommands().appendEvent(fixture.operator(), fact, verdict));
  }

  private void setTier() {
    final TierSet fact = new TierSet();
    fact.tierCode = below(4);
    final Verdict verdict = new Verdict();
    fixture.batch(
        () -> fixture.gate().agentCommands().setTier(fixture.operator(anAgent()), fact, verdict));
  }

  private void definePermission() {
    final PermissionDefined fact = new PermissionDefined();
    fact.permission = 18 + below(3);
    fact.minimumTrustCode = below(2);
    fact.name.set("later:" + fact.permission);
    final Verdict verdict = new Verdict();
    fixture.batch(
        () -> fixture.gate().gateCommands().definePermission(fixture.operator(), fact, verdict));
  }

  private void refused() {
    final byte[] bytes = Chains.bytes(aChain());
    bytes[below(bytes.length)] ^= (byte) (1 << below(8));
    requests.check(Chain.ofBytes(bytes), GateFixture.OPEN_PERMISSION);
    final TierSet fact = new TierSet();
    final Verdict verdict = new Verdict();
    fixture.batch(
        () ->
            fixture
                .gate()
                .agentCommands()
                .setTier(GateFixture.envelope(aChain(), anAgent()), fact, verdict));
    final UnsafeBuffer id = new UnsafeBuffer(anAgent().id());
    final UseRequest asker = Requests.use(aChain(), 1, 1, 0);
    fixture.batch(() -> fixture.gate().query(asker.chain, id, 0, verdict));
  }
}
