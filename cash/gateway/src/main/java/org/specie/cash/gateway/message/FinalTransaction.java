package org.specie.cash.gateway.message;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.chain.Receipt;

/**
 * A transaction with its receipt and the operators' aggregates on its outputs. It proves itself to
 * whoever knows the operators.
 */
public record FinalTransaction(
    Transaction transaction, Receipt receipt, List<BlindSignature> signatures) {
  /** Most outputs of one transaction. */
  static final int OUTPUTS_MAX = 16;

  /** About what the two inclusion proofs and the certificate take. */
  private static final int PROOFS_ESTIMATE = 2048;

  public FinalTransaction {
    signatures = List.copyOf(signatures);
  }

  /** About how long the encoding is, for filling pages. */
  public int sizeEstimate() {
    return sizeEstimate(transaction.bytes(), receipt.result().event(), signatures);
  }

  /** The same for one that has been judged. */
  public static int sizeEstimate(
      ByteString transaction, ByteString event, List<BlindSignature> signatures) {
    return transaction.size()
        + event.size()
        + PROOFS_ESTIMATE
        + signatures.size() * 2 * G1.COMPRESSED_SIZE;
  }

  void encode(Encoder out) {
    receipt.encode(out, transaction);
    encode(out, signatures);
  }

  static FinalTransaction decode(Decoder in) throws MalformedInput {
    Receipt.Of proven = Receipt.decode(in);
    return new FinalTransaction(proven.transaction(), proven.receipt(), decodeSignatures(in));
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
