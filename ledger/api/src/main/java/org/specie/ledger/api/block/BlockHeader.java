package org.specie.ledger.api.block;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What operators sign: 245 bytes that fix a block's place in the chain, its transactions, their
 * results, the state after it, and who operates the ledger from the next height on. The application
 * digest is whatever the application wants beside the state root in plain sight, such as the hash
 * of the policy in force. Source: docs/spec/20-ledger.md, section 4.
 */
public record BlockHeader(
    Hash32 ledgerId,
    long height,
    Hash32 parentHash,
    long epochSeconds,
    int transactionCount,
    Hash32 transactionsRoot,
    Hash32 resultsRoot,
    StateRoot stateRoot,
    Hash32 applicationDigest,
    Hash32 nextOperators) {
  /** Length of the canonical bytes. */
  public static final int BYTES = 245;

  private static final int VERSION = 2;
  private static final DomainTag TAG = new DomainTag("specie/ledger/header/2");

  public BlockHeader {
    Check.that(height >= 0, "heights start at 0");
    Check.that(epochSeconds >= 0, "time starts in 1970");
    Check.that(
        0 <= transactionCount && transactionCount <= Block.TRANSACTIONS_MAX,
        "a block has at most 4096 transactions");
  }

  /** The hash that the next block and every certificate refer to. */
  public Hash32 hash() {
    return TAG.hash(encode());
  }

  /** The canonical bytes. */
  public ByteString encode() {
    Encoder out = new Encoder();
    encode(out);
    Check.that(out.size() == BYTES, "a header has 245 bytes");
    return out.toByteString();
  }

  void encode(Encoder out) {
    out.u8(VERSION)
        .hash(ledgerId)
        .u64(height)
        .hash(parentHash)
        .u64(epochSeconds)
        .u32(transactionCount)
        .hash(transactionsRoot)
        .hash(resultsRoot)
        .hash(stateRoot.hash())
        .hash(applicationDigest)
        .hash(nextOperators);
  }

  /** Reads canonical bytes. */
  public static BlockHeader decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    BlockHeader header = decode(in);
    in.end();
    return header;
  }

  static BlockHeader decode(Decoder in) throws MalformedInput {
    if (in.u8() != VERSION) {
      throw new MalformedInput("not a header of version 2");
    }
    Hash32 ledgerId = in.hash();
    long height = in.u64();
    Hash32 parentHash = in.hash();
    long epochSeconds = in.u64();
    int transactionCount = in.u32();
    if (transactionCount > Block.TRANSACTIONS_MAX) {
      throw new MalformedInput("more transactions than a block holds");
    }
    return new BlockHeader(
        ledgerId,
        height,
        parentHash,
        epochSeconds,
        transactionCount,
        in.hash(),
        in.hash(),
        new StateRoot(in.hash()),
        in.hash(),
        in.hash());
  }
}
