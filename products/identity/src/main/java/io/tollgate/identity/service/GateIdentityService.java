package io.tollgate.identity.service;

import io.tollgate.identity.Agents;
import io.tollgate.identity.Delegations;
import io.tollgate.identity.IdentityService;
import io.tollgate.identity.IdentitySettings;
import io.tollgate.identity.Joins;
import io.tollgate.identity.Keys;
import io.tollgate.identity.Limits;
import io.tollgate.identity.Permissions;
import io.tollgate.identity.Prekeys;
import io.tollgate.identity.Prices;
import io.tollgate.identity.Reach;
import io.tollgate.identity.Successions;
import io.tollgate.identity.Tenants;
import io.tollgate.identity.flow.TierDefaultsFlow;
import io.tollgate.identity.lookup.AgentLookups;
import io.tollgate.support.command.GateCommands;
import io.tollgate.support.consumer.ReadModel;
import io.tollgate.support.database.Database;
import java.security.SecureRandom;

/** The service put together. */
public final class GateIdentityService implements IdentityService {
  private final ReadModel readModel;
  private final Tenants tenants;
  private final Agents agents;
  private final Reach reach;
  private final Joins joins;
  private final Successions successions;
  private final Prekeys prekeys;
  private final Limits limits;
  private final Permissions permissions;
  private final Prices prices;
  private final Keys keys;
  private final Delegations delegations;

  /**
   * A service.
   *
   * @param rootKey 32 secret bytes from which all keys are derived; copied.
   */
  public GateIdentityService(
      final Database database,
      final GateCommands gate,
      final ReadModel readModel,
      final AgentLookups lookups,
      final TierDefaultsFlow tierDefaults,
      final IdentitySettings settings,
      final byte[] rootKey) {
    this.readModel = readModel;
    final IdentityParts parts =
        new IdentityParts(
            gate,
            database,
            new NumberLock(database),
            readModel,
            settings.clock(),
            new SecureRandom());
    final AgentCommands commands = new AgentCommands(gate);
    final Refusals refusals = new Refusals(gate);
    final GateKeys gateKeys = new GateKeys(parts, refusals);
    keys = gateKeys;
    tenants = new GateTenants(parts, gateKeys);
    final ProfileWriter profiles = new ProfileWriter(gate);
    final Enrolment enrolment = new Enrolment(parts, commands, refusals, tierDefaults, profiles);
    agents = new GateAgents(parts, lookups, enrolment, commands, refusals, profiles);
    reach = new GateReach(parts);
    joins = new GateJoins(parts, enrolment, refusals);
    successions = new GateSuccessions(parts, lookups, refusals);
    prekeys = new GatePrekeys(parts, refusals);
    limits = new GateLimits(parts, commands);
    permissions = new GatePermissions(parts);
    prices = new GatePrices(parts);
    delegations =
        new GateDelegations(
            parts, commands, refusals, new LinkMint(rootKey), settings.maxLinkLifetime());
  }

  @Override
  public Tenants tenants() {
    return tenants;
  }

  @Override
  public Agents agents() {
    return agents;
  }

  @Override
  public Reach reach() {
    return reach;
  }

  @Override
  public Joins joins() {
    return joins;
  }

  @Override
  public Successions successions() {
    return successions;
  }

  @Override
  public Prekeys prekeys() {
    return prekeys;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public Permissions permissions() {
    return permissions;
  }

  @Override
  public Prices prices() {
    return prices;
  }

  @Override
  public Keys keys() {
    return keys;
  }

  @Override
  public Delegations delegations() {
    return delegations;
  }

  @Override
  public long readPosition() {
    return readModel.position().current();
  }
}
