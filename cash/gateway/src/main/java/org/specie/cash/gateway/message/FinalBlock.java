package org.specie.cash.gateway.message;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.chain.Receipt;

/**
 * A block as a replica keeps it, its certificate, and for each of its transactions the aggregates
 * on the outputs. Whether the bytes are a block, and final, is for the asker to find out.
 */
public record FinalBlock(
    ByteString block, ByteString certificate, List<List<BlindSignature>> signatures) {
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
