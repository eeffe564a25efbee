package org.specie.cash.gateway.message;

import java.util.List;
import org.specie.cash.application.membership.Resharing;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.chain.Receipt;

/**
 * A block as a replica keeps it, its certificate, and for each of its transactions the aggregates
 * on the outputs. Whether the bytes are a block, and final, is for the asker to find out.
 */
public record FinalBlock(
    ByteString block, ByteString certificate, List<List<BlindSignature>> signatures) {
  /**
   * No final block of this money is longer, in bytes. An event and the aggregates of its
   * transaction are together never longer than the transaction, so transactions count twice; each
   * has its length, an identifier, a code, and the counts of event and aggregates besides. Clause
   * 2.5.
   */
  public static final int BYTES_MAX =
      2 * Block.TRANSACTIONS_BYTES_MAX
          + Block.TRANSACTIONS_MAX * (4 + Hash32.SIZE + 4 + 4 + 4)
          + (BlockHeader.BYTES + 5 * 4 + 1)
          + Receipt.CERTIFICATE_BYTES_MAX
          + Resharing.RECIPIENTS_MAX * 1024;

  private static final int BLOCK_BYTES_MAX = Reply.BYTES_MAX;

  public FinalBlock {
    signatures = signatures.stream().map(List::copyOf).toList();
  }

  void encode(Encoder out) {
    out.bytes(block).bytes(certificate);
    out.list(signatures, FinalTransaction::encode);
  }

  static FinalBlock decode(Decoder in) throws MalformedInput {
    return new FinalBlock(
        in.bytes(BLOCK_BYTES_MAX),
        in.bytes(Receipt.CERTIFICATE_BYTES_MAX),
        in.list(Block.TRANSACTIONS_MAX, FinalTransaction::decodeSignatures));
  }
}
