package io.tollgate.engine.domain.decision;

import io.tollgate.engine.domain.fact.Recorder;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateState;

/**
 * What every decider works with.
 *
 * @param state that is asked.
 * @param applier that changes it.
 * @param recorder that takes down what happened.
 * @param chain that knows who asks.
 * @param permissionRule that knows who may.
 * @param refusals of nobody known.
 */
record DecisionParts(
    GateState state,
    FactApplier applier,
    Recorder recorder,
    ChainChecker chain,
    PermissionRule permissionRule,
    Refusals refusals) {}
