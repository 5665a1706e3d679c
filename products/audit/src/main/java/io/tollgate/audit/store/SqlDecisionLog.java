package io.tollgate.audit.store;

import io.tollgate.audit.Decision;
import io.tollgate.audit.DecisionFilter;
import io.tollgate.audit.DecisionLog;
import io.tollgate.support.Page;
import io.tollgate.support.PageRequest;
import io.tollgate.support.Positioned;
import io.tollgate.support.consumer.ReadModel;

/** The decision log as PostgreSQL holds it. */
public final class SqlDecisionLog implements DecisionLog {
  private final ReadModel readModel;

  /** On a read model. */
  public SqlDecisionLog(final ReadModel readModel) {
    this.readModel = readModel;
  }

  @Override
  public Positioned<Page<Decision>> query(
      final DecisionFilter filter, final PageRequest page, final long atLeastPosition) {
    return readModel.read(atLeastPosition, handle -> DecisionQuery.page(handle, filter, page));
  }
}
