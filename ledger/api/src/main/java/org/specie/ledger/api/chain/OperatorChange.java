package org.specie.ledger.api.chain;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.CommitCertificate;

/**
 * What a block at which operators change leaves for those who do not read blocks: its header, the
 * certificate by the operators before the change, and those after it. Source:
 * docs/spec/20-ledger.md, clause 7.6.
 */
public record OperatorChange(
    BlockHeader header, CommitCertificate certificate, OperatorSet operators) {

  /** The canonical bytes. */
  public ByteString encode() {
    Encoder out = new Encoder();
    encode(out);
    return out.toByteString();
  }

  void encode(Encoder out) {
    out.fixed(header.encode());
    certificate.encode(out);
    operators.encode(out);
  }

  /** Reads canonical bytes. */
  public static OperatorChange decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    OperatorChange change = decode(in);
    in.end();
    return change;
  }

  static OperatorChange decode(Decoder in) throws MalformedInput {
    return new OperatorChange(
        BlockHeader.decode(in.fixed(BlockHeader.BYTES)),
        CommitCertificate.decode(in),
        OperatorSet.decode(in));
  }
}
