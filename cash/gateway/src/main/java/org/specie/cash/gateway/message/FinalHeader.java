package org.specie.cash.gateway.message;

import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.Receipt;

/** A header and what is said to make it final; only the asker's own check makes it so. */
public record FinalHeader(BlockHeader header, CommitCertificate certificate) {
  void encode(Encoder out) {
    out.fixed(header.encode()).bytes(certificate.encode());
  }

  static FinalHeader decode(Decoder in) throws MalformedInput {
    return new FinalHeader(
        BlockHeader.decode(in.fixed(BlockHeader.BYTES)),
        CommitCertificate.decode(in.bytes(Receipt.CERTIFICATE_BYTES_MAX)));
  }
}
