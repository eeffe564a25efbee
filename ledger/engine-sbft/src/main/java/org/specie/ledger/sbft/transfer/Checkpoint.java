package org.specie.ledger.sbft.transfer;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.OperatorHistory;

/**
 * A header with its certificate and the changes of operators up to it, so that whoever knows the
 * genesis alone can tell whether those who signed were the operators then.
 */
public record Checkpoint(
    BlockHeader header, CommitCertificate certificate, OperatorHistory history) {
  /** The height of the state. */
  public long height() {
    return header.height();
  }

  void encode(Encoder out) {
    out.bytes(header.encode()).fixed(proof());
  }

  /** What shows that the header is certified. */
  ByteString proof() {
    return new Encoder().bytes(certificate.encode()).bytes(history.encode()).toByteString();
  }

  static Checkpoint decode(Decoder in) throws MalformedInput {
    return decode(BlockHeader.decode(in.bytes(TransferLimits.HEADER_BYTES_MAX)), in);
  }

  /** The checkpoint of {@code header}, of which {@code proof} is kept. */
  static Checkpoint of(BlockHeader header, ByteString proof) throws MalformedInput {
    Decoder in = new Decoder(proof);
    Checkpoint checkpoint = decode(header, in);
    in.end();
    return checkpoint;
  }

  private static Checkpoint decode(BlockHeader header, Decoder in) throws MalformedInput {
    return new Checkpoint(
        header,
        CommitCertificate.decode(in.bytes(TransferLimits.CERTIFICATE_BYTES_MAX)),
        OperatorHistory.decode(in.bytes(TransferLimits.HISTORY_BYTES_MAX)));
  }
}
