package org.specie.quality.testkit.processes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.InclusionProof;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.Receipt;

/**
 * The one message that answers requests of a client: header and certificate once, and for each
 * request of this link in the block its result with both Merkle proofs. The client verifies all of
 * it.
 */
public record Acknowledgement(BlockHeader header, List<TransactionResult> results) {
  private static final int PROOF_BYTES_MAX = 4096;
  private static final int CERTIFICATE_BYTES_MAX = 128 * 1024;

  public Acknowledgement {
    results = List.copyOf(results);
  }

  /** The message with {@code receipts}, of one block at least one. */
  static ByteString encode(List<Receipt> receipts) {
    Receipt any = receipts.getFirst();
    Encoder out = new Encoder().bytes(any.header().encode()).bytes(any.certificate().encode());
    out.list(
        receipts,
        (to, receipt) ->
            to.hash(receipt.result().transactionId())
                .u32(receipt.result().code())
                .bytes(receipt.result().event())
                .bytes(receipt.transactionProof().encode())
                .bytes(receipt.resultProof().encode()));
    return out.toByteString();
  }

  /** What is shown to be final; nothing if anything is wrong. */
  public static Optional<Acknowledgement> verify(ByteString bytes, CertificateVerifier verifier) {
    try {
      Decoder in = new Decoder(bytes);
      BlockHeader header = BlockHeader.decode(in.bytes(BlockHeader.BYTES));
      CommitCertificate certificate = CommitCertificate.decode(in.bytes(CERTIFICATE_BYTES_MAX));
      List<Receipt> receipts =
          in.list(Block.TRANSACTIONS_MAX, from -> receipt(from, header, certificate));
      in.end();
      if (!verifier.verify(header, certificate).isAccepted()) {
        return Optional.empty();
      }
      List<TransactionResult> shown = new ArrayList<>();
      for (Receipt receipt : receipts) {
        if (!isPlaced(receipt)) {
          return Optional.empty();
        }
        shown.add(receipt.result());
      }
      return Optional.of(new Acknowledgement(header, shown));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /** The receipt's own checks but the certificate's, which one block needs once. */
  private static boolean isPlaced(Receipt receipt) {
    int count = receipt.header().transactionCount();
    return receipt.transactionProof().count() == count
        && receipt.resultProof().count() == count
        && receipt.transactionProof().index() == receipt.resultProof().index()
        && receipt
            .transactionProof()
            .proves(receipt.result().transactionId(), receipt.header().transactionsRoot())
        && receipt.resultProof().proves(receipt.result().hash(), receipt.header().resultsRoot());
  }

  private static Receipt receipt(Decoder in, BlockHeader header, CommitCertificate certificate)
      throws MalformedInput {
    TransactionResult result =
        new TransactionResult(in.hash(), in.u32(), in.bytes(TransactionResult.EVENT_BYTES_MAX));
    InclusionProof transaction = InclusionProof.decode(in.bytes(PROOF_BYTES_MAX));
    return new Receipt(
        header, certificate, result, transaction, InclusionProof.decode(in.bytes(PROOF_BYTES_MAX)));
  }
}
