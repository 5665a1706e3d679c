package io.tollgate.adminapi.call;

/**
 * Does what one operation of the contract says. Runs on a worker thread, may block, any number at
 * once.
 */
@FunctionalInterface
public interface ApiCall {
  /**
   * Answers a request that keeps to the contract, of a caller who may send it.
   *
   * @throws io.tollgate.support.error.ServiceException where a service says no.
   * @throws io.tollgate.adminapi.problem.ProblemException where the API itself says no.
   */
  Answer answer(CallRequest request);
}
