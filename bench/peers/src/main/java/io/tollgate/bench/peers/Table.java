package io.tollgate.bench.peers;

import static io.tollgate.bench.peers.Contender.BISCUIT;
import static io.tollgate.bench.peers.Contender.BISCUIT_AND_BUCKET;
import static io.tollgate.bench.peers.Contender.BISCUIT_VERIFIED;
import static io.tollgate.bench.peers.Contender.BUCKET;
import static io.tollgate.bench.peers.Contender.BUCKET_UNSHARED;
import static io.tollgate.bench.peers.Contender.CASBIN;
import static io.tollgate.bench.peers.Contender.CASBIN_AND_BUCKET;
import static io.tollgate.bench.peers.Contender.CASBIN_CACHED;
import static io.tollgate.bench.peers.Contender.CEDAR;
import static io.tollgate.bench.peers.Contender.CEDAR_AND_BUCKET;
import static io.tollgate.bench.peers.Contender.CEDAR_CACHED;
import static io.tollgate.bench.peers.Contender.MAC;
import static io.tollgate.bench.peers.Contender.MACAROON;
import static io.tollgate.bench.peers.Contender.MACAROON_AND_BUCKET;
import static io.tollgate.bench.peers.Contender.MACAROON_PARSED;
import static io.tollgate.bench.peers.Contender.MAC_AND_BUCKET;
import static io.tollgate.bench.peers.Contender.MAC_AND_REDIS;
import static io.tollgate.bench.peers.Contender.MAC_AND_REDIS_UNIX;
import static io.tollgate.bench.peers.Contender.MAC_KEPT;
import static io.tollgate.bench.peers.Contender.OPA;
import static io.tollgate.bench.peers.Contender.OPA_AND_BUCKET;
import static io.tollgate.bench.peers.Contender.REDIS;
import static io.tollgate.bench.peers.Contender.REDIS_UNIX;
import static io.tollgate.bench.peers.Contender.TOLLGATE_ENGINE;
import static io.tollgate.bench.peers.Contender.TOLLGATE_GATE;
import static io.tollgate.bench.peers.Contender.TOLLGATE_VERIFIER;
import static io.tollgate.bench.peers.Contender.TOLLGATE_VERIFIER_CACHED;

import java.util.List;
import java.util.Map;

/** Who stands beside whom; the first of each is ours. */
enum Table {
  /** The first half of the question. */
  AUTHORITY(
      "May this agent, by this delegation, do this, now?",
      List.of(
          TOLLGATE_VERIFIER,
          TOLLGATE_VERIFIER_CACHED,
          MAC,
          MAC_KEPT,
          MACAROON,
          MACAROON_PARSED,
          BISCUIT,
          BISCUIT_VERIFIED,
          CEDAR,
          CEDAR_CACHED,
          CASBIN,
          CASBIN_CACHED,
          OPA),
      Map.of(
          "From the credential or facts as they arrive",
          List.of(TOLLGATE_VERIFIER, MAC, MACAROON, BISCUIT, CEDAR, CASBIN, OPA),
          "With what each can remember",
          List.of(
              TOLLGATE_VERIFIER_CACHED,
              MAC_KEPT,
              MACAROON_PARSED,
              BISCUIT_VERIFIED,
              CEDAR_CACHED,
              CASBIN_CACHED,
              OPA)),
      List.of(
          "A worker wants to use llm:call in project/apollo by a chain authority → lead → worker."
              + " Everybody also answers, as unit tests: wrong permission, wrong scope, expired,"
              + " forged, widened. Cedar, jCasbin and OPA verify no credential: the chain is given"
              + " to them as facts that they believe, so nobody asks them about forged ones.",
          "Tollgate also looks at the standing of every agent and the revocation of every link,"
              + " which none of the others is asked to do here.",
          "Cedar does what we don't: a typed policy language with a schema, forbid rules and"
              + " templates, whose policies can be analysed and proved, and answers that name the"
              + " policies behind them.",
          "jCasbin does what we don't: the model itself is configuration (ACL, RBAC, ABAC,"
              + " domains, priorities), and policies come from many kinds of stores.",
          "OPA does what we don't: a general policy language for everything from this to"
              + " Kubernetes admission, with bundles, decision logs and partial evaluation.",
          "biscuit does what we don't: a holder narrows its token offline, anyone verifies with a"
              + " public key alone, policies in Datalog travel in the token, and third parties add"
              + " signed blocks. Our links are sealed by the tenant's secret key.",
          "jmacaroons does what we don't: a holder narrows its token offline, by any caveat that"
              + " the verifier understands, and third parties can be made to discharge some.",
          "One agent, one chain, all in the CPU's caches: it flatters everybody. With more rules"
              + " jCasbin's enforcer grows in proportion; for ours with 10,000 and more chains see"
              + " ops/tollgate bench hotpath.")),

  /** Both halves. */
  TOGETHER(
      "… and is there quota? In one process",
      List.of(
          TOLLGATE_GATE,
          BUCKET,
          BUCKET_UNSHARED,
          MAC_AND_BUCKET,
          MACAROON_AND_BUCKET,
          BISCUIT_AND_BUCKET,
          CEDAR_AND_BUCKET,
          CASBIN_AND_BUCKET,
          OPA_AND_BUCKET),
      Map.of(
          "The whole question in one process",
          List.of(
              TOLLGATE_GATE,
              MAC_AND_BUCKET,
              MACAROON_AND_BUCKET,
              BISCUIT_AND_BUCKET,
              CEDAR_AND_BUCKET,
              CASBIN_AND_BUCKET,
              OPA_AND_BUCKET)),
      List.of(
          "Bucket4j alone answers only whether there is quota, and does what we don't: buckets that"
              + " refill smoothly, waiting for tokens, and the same buckets in a dozen shared"
              + " stores.",
          "Tollgate's gate decides more in its time than any other row: three windows of quota, the"
              + " cost at a price, a budget at each of the three levels, an id that counts once, and"
              + " a record.")),

  /** Both halves, for many processes. */
  SHARED(
      "… with one quota for many processes of a machine",
      List.of(TOLLGATE_ENGINE, REDIS, REDIS_UNIX, MAC_AND_REDIS, MAC_AND_REDIS_UNIX),
      Map.of(
          "One round trip at a time",
          List.of(TOLLGATE_ENGINE, REDIS, REDIS_UNIX, MAC_AND_REDIS, MAC_AND_REDIS_UNIX)),
      List.of(
          "Redis does what we don't: it serves other machines by TCP, replicates, and keeps any kind"
              + " of data under any script. Here it runs alone on one of the two cores, and persists"
              + " nothing.",
          "Tollgate's engine spins in a process of its own, and so does the asker: on two cores,"
              + " whatever else runs interrupts one of them, which the tail shows;"
              + " ids are remembered for 100 ms, because one client asks more often than any table"
              + " is made for.",
          "Pipelining raises the rate of both, not the latency of one answer; for ours see"
              + " ops/tollgate bench hotpath."));

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Contender> contenders;

  @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
  private final Map<String, List<Contender>> plots;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> notes;

  Table(
      final String title,
      final List<Contender> contenders,
      final Map<String, List<Contender>> plots,
      final List<String> notes) {
    this.title = title;
    this.contenders = contenders;
    this.plots = plots;
    this.notes = notes;
  }

  String title() {
    return title;
  }

  /** Whom it compares, ours first. */
  List<Contender> contenders() {
    return contenders;
  }

  /** What is plotted together, by title. */
  Map<String, List<Contender>> plots() {
    return plots;
  }

  List<String> notes() {
    return notes;
  }
}
