package io.tollgate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.identity.domain.Agent;
import io.tollgate.identity.domain.AgentKey;
import io.tollgate.identity.domain.KeyRotation;
import io.tollgate.identity.domain.Profile;
import io.tollgate.identity.store.AgentKeyTable;
import io.tollgate.identity.store.AgentTable;
import io.tollgate.identity.store.JoinTokenTable;
import io.tollgate.identity.store.PrekeyTable;
import io.tollgate.support.AgentId;
import io.tollgate.support.PageRequest;
import io.tollgate.support.testing.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that is in use is brought up to date without losing what is in it. */
class MigrationTest {
  private static final AgentId LEAD = AgentId.ofHex("11".repeat(32));
  private static final AgentId WORKER = AgentId.ofHex("22".repeat(32));
  private static final String LEAD_KEY = "aa".repeat(32);
  private static final String WORKER_KEY = "bb".repeat(32);

  private final TestDatabase database = new TestDatabase();
  private final AgentTable agents = new AgentTable();
  private final AgentKeyTable keys = new AgentKeyTable();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void shouldGiveAgentsOfTheFirstVersionTheirKeyAndAnEmptyProfile() {
    populated("1");

    final IdentityProduct product = upToDate();

    assertThat(product).isNotNull();
    final Agent lead = read(handle -> agents.find(handle, LEAD)).orElseThrow();
    assertThat(lead.name()).isEqualTo("lead");
    assertThat(lead.publicKey()).isEqualTo(LEAD_KEY);
    assertThat(lead.currentKey()).isEqualTo(LEAD_KEY);
    assertThat(lead.keySequence()).isZero();
    assertThat(lead.profile()).isEqualTo(Profile.NONE);
    assertThat(lead.lastActive()).isEmpty();
    final List<AgentKey> leadKeys = read(handle -> keys.keys(handle, LEAD));
    assertThat(leadKeys).extracting(AgentKey::publicKey).containsExactly(LEAD_KEY);
    assertThat(leadKeys.get(0).since()).isEqualTo(lead.createdAt());
    final Optional<AgentId> owner = read(handle -> keys.ownerOf(handle, WORKER_KEY));
    assertThat(owner).contains(WORKER);
    assertThat(links()).containsExactly("7: no signature");
    assertThat(read(handle -> new JoinTokenTable().page(handle, PageRequest.first())).items())
        .isEmpty();
    final Optional<PrekeyTable.Owner> prekeys =
        read(handle -> new PrekeyTable().share(handle, LEAD));
    assertThat(prekeys).isEmpty();
  }

  @Test
  void shouldKeepTheKeysOfAgentsThatRotatedBeforeProfilesCame() {
    populated("3");
    final String next = "cc".repeat(32);
    final KeyRotation rotation =
        new KeyRotation(LEAD, 1, LEAD_KEY, next, "01".repeat(64), "02".repeat(64));
    read(
        handle -> {
          handle.execute(
              "INSERT INTO identity.agent_key SELECT public_key, agent_id, 0, NULL, NULL, created_ns"
                  + " FROM identity.agent");
          keys.rotated(handle, rotation, 5);
          return null;
        });

    upToDate();

    final Agent lead = read(handle -> agents.find(handle, LEAD)).orElseThrow();
    assertThat(lead.publicKey()).isEqualTo(LEAD_KEY);
    assertThat(lead.currentKey()).isEqualTo(next);
    assertThat(lead.keySequence()).isOne();
    assertThat(lead.profile()).isEqualTo(Profile.NONE);
    assertThat(read(handle -> keys.keys(handle, LEAD)).get(1).rotation()).contains(rotation);
  }

  @Test
  void shouldChangeNothingWhereTheDatabaseIsUpToDate() {
    populated("1");
    upToDate();
    final List<String> before = history();
    upToDate();
    assertThat(history()).isEqualTo(before);
    final List<AgentKey> leadKeys = read(handle -> keys.keys(handle, LEAD));
    assertThat(leadKeys).hasSize(1);
  }

  private void populated(final String version) {
    Flyway.configure()
        .dataSource(
            database.endpoint().jdbcUrl(),
            database.endpoint().user(),
            database.endpoint().password())
        .schemas("identity")
        .defaultSchema("identity")
        .table("identity_migration")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .locations("classpath:io/tollgate/identity/migration")
        .target(version)
        .load()
        .migrate();
    final String current = "1".equals(version) ? "" : ", current_key";
    read(
        handle -> {
          agent(handle, current, 1, LEAD, LEAD_KEY, "lead");
          agent(handle, current, 2, WORKER, WORKER_KEY, "worker");
          handle.execute(
              "INSERT INTO identity.delegation (link_id, depth, key_id, tenant_id, agent_id, permissions_low,"
                  + " permissions_high, scope, scope_hash, delegations_left, not_before_s, expires_at_s, minted_ns,"
                  + " minted_by, position) VALUES (7, 0, 1, 1, ?, 1, 0, '', 0, 0, 0, 9, 1, 'alice', 64)",
              (Object) LEAD.toBytes());
          return null;
        });
  }

  private static void agent(
      final Handle handle,
      final String current,
      final int index,
      final AgentId agentId,
      final String key,
      final String name) {
    handle
        .createUpdate(
            "INSERT INTO identity.agent (agent_index, agent_id, public_key, tenant_id, name, trust, tier,"
                + " created_ns, created_by, version"
                + current
                + ") VALUES (:index, :id, decode(:key, 'hex'), 1, :name, 1, 1, 3, 'alice', 32"
                + (current.isEmpty() ? "" : ", decode(:key, 'hex')")
                + ")")
        .bind("index", index)
        .bind("id", agentId.toBytes())
        .bind("key", key)
        .bind("name", name)
        .execute();
  }

  private IdentityProduct upToDate() {
    return new IdentityProduct(database.database(), IdentitySettings.defaults());
  }

  private List<String> links() {
    return texts(
        "SELECT link_id || ': ' || coalesce(encode(signature, 'hex'), 'no signature') FROM identity.delegation");
  }

  private List<String> history() {
    return texts("SELECT m::text FROM identity.identity_migration m ORDER BY installed_rank");
  }

  private List<String> texts(final String sql) {
    return read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private <T> T read(final Function<Handle, T> work) {
    return database.database().inTransaction(work);
  }
}
