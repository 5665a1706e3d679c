package io.tollgate.bench.peers;

/** Where each peer's own documentation says how it is used, or what of it is fast. */
final class Docs {
  static final String MAC =
      "docs.oracle.com/en/java/javase/17/docs/api/java.base/javax/crypto/Mac.html";
  static final String MACAROONS = "github.com/nitram509/jmacaroons#readme";
  static final String BISCUIT = "github.com/eclipse-biscuit/biscuit-java, Authorizer's constructor";
  static final String CEDAR =
      "github.com/cedar-policy/cedar-java, PolicySet.cache and its own AuthorizationBenchmark";
  static final String CASBIN = "casbin.org/docs/enforcers and casbin.org/docs/performance";
  static final String OPA =
      "github.com/StyraOSS/opa-java-wasm#readme and openpolicyagent.org/docs/wasm";
  static final String BUCKET = "bucket4j.com/8.7.0/toc.html";
  static final String REDIS =
      "redis.io/docs/latest/operate/oss_and_stack/management/optimization/benchmarks";

  private Docs() {}
}
