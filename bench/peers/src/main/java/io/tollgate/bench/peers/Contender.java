package io.tollgate.bench.peers;

import io.github.bucket4j.local.SynchronizationStrategy;
import io.tollgate.bench.peers.gate.EnginePeer;
import io.tollgate.bench.peers.gate.GatePeer;
import io.tollgate.bench.peers.gate.VerifierPeer;
import io.tollgate.bench.peers.policy.CachedCasbinPeer;
import io.tollgate.bench.peers.policy.CasbinPeer;
import io.tollgate.bench.peers.policy.CedarPeer;
import io.tollgate.bench.peers.policy.OpaPeer;
import io.tollgate.bench.peers.question.Peer;
import io.tollgate.bench.peers.question.Together;
import io.tollgate.bench.peers.quota.BucketQuota;
import io.tollgate.bench.peers.quota.RedisQuota;
import io.tollgate.bench.peers.token.BiscuitPeer;
import io.tollgate.bench.peers.token.MacChainPeer;
import io.tollgate.bench.peers.token.MacaroonPeer;
import java.util.function.Supplier;

/** Everybody who is asked, in the order of the tables. */
public enum Contender {
  /** Nobody: what asking costs by itself. */
  NOBODY(Part.NOTHING, "nobody: the clock and the harness alone", "", Contender::nobody),

  /** Ours, nothing remembered. */
  TOLLGATE_VERIFIER(
      Part.AUTHORITY,
      "Tollgate ChainVerifier, nothing remembered",
      "Three HMACs and every rule, each time.",
      () -> new VerifierPeer(false)),
  /** Ours, as it is used. */
  TOLLGATE_VERIFIER_CACHED(
      Part.AUTHORITY,
      "Tollgate ChainVerifier, chain verified before",
      "All bytes compared; lifetimes, standing, permission and scope looked at each time.",
      () -> new VerifierPeer(true)),
  /** The naive way. */
  MAC(
      Part.AUTHORITY,
      "javax.crypto.Mac and a few comparisons, a Mac a request",
      "Our own chain bytes. No key ids, tenants, standing or revocation.",
      () -> new MacChainPeer(false)),
  /** The naive way with care. */
  MAC_KEPT(
      Part.AUTHORITY,
      "javax.crypto.Mac and a few comparisons, Mac kept with its key",
      "As Mac's documentation says: doFinal leaves it ready for the next message. " + Docs.MAC,
      () -> new MacChainPeer(true)),
  /** jmacaroons. */
  MACAROON(
      Part.AUTHORITY,
      "jmacaroons 0.5.0, parse and verify",
      "V2 binary form, key given as bytes, caveats by callback. " + Docs.MACAROONS,
      () -> new MacaroonPeer(false)),
  /** jmacaroons without parsing. */
  MACAROON_PARSED(
      Part.AUTHORITY,
      "jmacaroons 0.5.0, parsed before",
      "Its MACs are computed each time. " + Docs.MACAROONS,
      () -> new MacaroonPeer(true)),
  /** biscuit-java. */
  BISCUIT(
      Part.AUTHORITY,
      "biscuit-java 4.0.1, verify and authorize",
      "Three Ed25519 signatures, then Datalog, by an authorizer preloaded and cloned for each"
          + " request. "
          + Docs.BISCUIT,
      () -> new BiscuitPeer(false)),
  /** biscuit-java without signatures. */
  BISCUIT_VERIFIED(
      Part.AUTHORITY,
      "biscuit-java 4.0.1, token verified before",
      "Datalog alone. " + Docs.BISCUIT,
      () -> new BiscuitPeer(true)),
  /** Cedar, parsing the policy each time. */
  CEDAR(
      Part.POLICY,
      "Cedar 4.10.0, policy text each time",
      "Entities prepared; they and the request cross to native code as JSON. " + Docs.CEDAR,
      () -> new CedarPeer(false)),
  /** Cedar as it is fast. */
  CEDAR_CACHED(
      Part.POLICY,
      "Cedar 4.10.0, policy set cached",
      "PolicySet.cache(); entities prepared, but they cross as JSON each time. " + Docs.CEDAR,
      () -> new CedarPeer(true)),
  /** jCasbin. */
  CASBIN(
      Part.POLICY,
      "jCasbin 1.99.0, Enforcer",
      "One enforce for each of three hops; six rules in all, and it walks all of them. "
          + Docs.CASBIN,
      CasbinPeer::new),
  /** jCasbin as it is fast. */
  CASBIN_CACHED(
      Part.POLICY,
      "jCasbin 1.99.0, CachedEnforcer",
      "Three remembered answers; lifetimes compared beside it, because time is no part of what it"
          + " remembers. "
          + Docs.CASBIN,
      CachedCasbinPeer::new),
  /** OPA in the JVM. */
  OPA(
      Part.POLICY,
      "OPA 0.57 policy as WebAssembly, opa-java-wasm 1.0.4",
      "Compiled to byte code by Chicory; chains loaded before as data, input as JSON. " + Docs.OPA,
      OpaPeer::new),

  /** Bucket4j among threads. */
  BUCKET(
      Part.QUOTA,
      "Bucket4j 8.19.0, lock-free",
      "One bucket, in this process. " + Docs.BUCKET,
      () -> new BucketQuota(SynchronizationStrategy.LOCK_FREE)),
  /** Bucket4j for one thread. */
  BUCKET_UNSHARED(
      Part.QUOTA,
      "Bucket4j 8.19.0, unsynchronized",
      "One bucket that only one thread uses. " + Docs.BUCKET,
      () -> new BucketQuota(SynchronizationStrategy.NONE)),
  /** Redis by TCP. */
  REDIS(
      Part.QUOTA,
      "Redis script, TCP on loopback",
      "Look and count in one EVALSHA; Jedis, one connection, nothing persisted. " + Docs.REDIS,
      () -> new RedisQuota(false)),
  /** Redis by a Unix socket. */
  REDIS_UNIX(
      Part.QUOTA,
      "Redis script, Unix socket",
      "The same by what its documentation says is faster. " + Docs.REDIS,
      () -> new RedisQuota(true)),

  /** Ours, all of it. */
  TOLLGATE_GATE(
      Part.ALL,
      "Tollgate's gate in process, chain verified before",
      "Also: three quota windows, cost, three budgets, the id remembered for a minute, the record"
          + " encoded. Not written to disk.",
      GatePeer::new),
  /** Naive and Bucket4j. */
  MAC_AND_BUCKET(
      Part.ALL,
      "javax.crypto.Mac kept + Bucket4j",
      "One quota window, no budgets, no ids, no record; so for all below.",
      () -> new Together(new MacChainPeer(true), bucket())),
  /** jmacaroons and Bucket4j. */
  MACAROON_AND_BUCKET(
      Part.ALL, "jmacaroons + Bucket4j", "", () -> new Together(new MacaroonPeer(false), bucket())),
  /** biscuit-java and Bucket4j. */
  BISCUIT_AND_BUCKET(
      Part.ALL,
      "biscuit-java, token verified before + Bucket4j",
      "",
      () -> new Together(new BiscuitPeer(true), bucket())),
  /** Cedar, with somebody to verify, and Bucket4j. */
  CEDAR_AND_BUCKET(
      Part.ALL,
      "javax.crypto.Mac kept + Cedar, policy set cached + Bucket4j",
      "The Mac verifies what Cedar only believes.",
      () -> new Together(new MacChainPeer(true), new CedarPeer(true), bucket())),
  /** jCasbin, with somebody to verify, and Bucket4j. */
  CASBIN_AND_BUCKET(
      Part.ALL,
      "javax.crypto.Mac kept + jCasbin, CachedEnforcer + Bucket4j",
      "",
      () -> new Together(new MacChainPeer(true), new CachedCasbinPeer(), bucket())),
  /** OPA, with somebody to verify, and Bucket4j. */
  OPA_AND_BUCKET(
      Part.ALL,
      "javax.crypto.Mac kept + OPA as WebAssembly + Bucket4j",
      "",
      () -> new Together(new MacChainPeer(true), new OpaPeer(), bucket())),

  /** Ours, through shared memory and journaled. */
  TOLLGATE_ENGINE(
      Part.SHARED,
      "Tollgate engine over Aeron IPC, journaled",
      "A round trip to an engine in a process of its own, one at a time; all that the gate does, and"
          + " the record is in the journal before the answer is out.",
      EnginePeer::new),
  /** Naive and Redis by TCP. */
  MAC_AND_REDIS(
      Part.SHARED,
      "javax.crypto.Mac kept + Redis script, TCP on loopback",
      "One counter, nothing persisted.",
      () -> new Together(new MacChainPeer(true), new RedisQuota(false))),
  /** Naive and Redis by a Unix socket. */
  MAC_AND_REDIS_UNIX(
      Part.SHARED,
      "javax.crypto.Mac kept + Redis script, Unix socket",
      "One counter, nothing persisted.",
      () -> new Together(new MacChainPeer(true), new RedisQuota(true)));

  private final Part part;
  private final String title;
  private final String note;

  @SuppressWarnings("ImmutableEnumChecker") // they capture nothing
  private final Supplier<Peer> opener;

  Contender(final Part part, final String title, final String note, final Supplier<Peer> opener) {
    this.part = part;
    this.title = title;
    this.note = note;
    this.opener = opener;
  }

  private static Peer nobody() {
    return question -> () -> true;
  }

  private static BucketQuota bucket() {
    return new BucketQuota(SynchronizationStrategy.LOCK_FREE);
  }

  /** Which part of the question it answers. */
  public Part part() {
    return part;
  }

  /** What it is, and how it is used. */
  public String title() {
    return title;
  }

  /** What a reader must know of it. */
  public String note() {
    return note;
  }

  /** Starts it. */
  public Peer open() {
    return opener.get();
  }
}
