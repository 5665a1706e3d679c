package io.tollgate.bench.rig;

import io.tollgate.engine.domain.chain.LinkLayout;
import io.tollgate.sbe.gate.CheckEncoder;
import io.tollgate.sbe.gate.ConsumeEncoder;
import io.tollgate.sbe.gate.MessageHeaderEncoder;

/** What clients ask. Chains are verified once and cached from then on. */
enum RequestKind {
  /** Permission by a chain of one link. */
  CHECK_1("check, 1 link", 1, CheckEncoder.BLOCK_LENGTH),
  /** Permission by a chain of three links. */
  CHECK_3("check, 3 links", 3, CheckEncoder.BLOCK_LENGTH),
  /** A use that is final: permission, an event id, the agent's quota, a price, three budgets. */
  CONSUME_3("consume, 3 links, quota, 3 budgets", 3, ConsumeEncoder.BLOCK_LENGTH);

  private static final int CHAIN_LENGTH_FIELD = 2;

  private final String text;
  private final int links;
  private final int blockLength;

  RequestKind(final String text, final int links, final int blockLength) {
    this.text = text;
    this.links = links;
    this.blockLength = blockLength;
  }

  /** For people. */
  String text() {
    return text;
  }

  /** Links of the chain. */
  int links() {
    return links;
  }

  /** Bytes of the whole message, so that the echo can send as many. */
  int messageLength() {
    return MessageHeaderEncoder.ENCODED_LENGTH
        + blockLength
        + CHAIN_LENGTH_FIELD
        + links * LinkLayout.LINK_LENGTH;
  }
}
