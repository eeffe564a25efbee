package org.specie.cash.gateway.message;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.ledger.api.block.InclusionProof;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.chain.Receipt;

/**
 * A transaction with its receipt and the operators' aggregates on its outputs. It proves itself to
 * whoever knows the operators.
 */
public record FinalTransaction(
    Transaction transaction, Receipt receipt, List<BlindSignature> signatures) {
  /** Most outputs of one transaction. */
  static final int OUTPUTS_MAX = 16;

  private static final int PROOF_BYTES_MAX = 2048;

  public FinalTransaction {
    signatures = List.copyOf(signatures);
  }

  /** About how long the encoding is, for filling pages. */
  public int sizeEstimate() {
    return transaction.bytes().size()
        + receipt.result().event().size()
        + FinalHeader.CERTIFICATE_BYTES_MAX / 128
        + 2 * PROOF_BYTES_MAX / 4
        + signatures.size() * 2 * G1.COMPRESSED_SIZE;
  }

  void encode(Encoder out) {
    new FinalHeader(receipt.header(), receipt.certificate()).encode(out);
    out.bytes(transaction.bytes());
    out.u32(receipt.result().code()).bytes(receipt.result().event());
    out.bytes(receipt.transactionProof().encode()).bytes(receipt.resultProof().encode());
    encode(out, signatures);
  }

  static FinalTransaction decode(Decoder in) throws MalformedInput {
    FinalHeader head = FinalHeader.decode(in);
    ByteString bytes = in.bytes(Transaction.BYTES_MAX);
    if (!Transaction.fits(bytes)) {
      throw new MalformedInput("empty transaction");
    }
    Transaction transaction = new Transaction(bytes);
    TransactionResult result =
        new TransactionResult(
            transaction.id(), in.u32(), in.bytes(TransactionResult.EVENT_BYTES_MAX));
    Receipt receipt =
        new Receipt(
            head.header(),
            head.certificate(),
            result,
            InclusionProof.decode(in.bytes(PROOF_BYTES_MAX)),
            InclusionProof.decode(in.bytes(PROOF_BYTES_MAX)));
    return new FinalTransaction(transaction, receipt, decodeSignatures(in));
  }

  static void encode(Encoder out, List<BlindSignature> signatures) {
    out.list(
        signatures,
        (to, each) -> {
          each.base().encode(to);
          each.value().encode(to);
        });
  }

  static List<BlindSignature> decodeSignatures(Decoder in) throws MalformedInput {
    return in.list(OUTPUTS_MAX, each -> new BlindSignature(G1.decode(each), G1.decode(each)));
  }
}
