package org.specie.ledger.api.chain;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.InclusionProof;
import org.specie.ledger.api.block.MerkleTree;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.api.certificate.CommitCertificate;

/**
 * Everything needed to show, years later and offline, that a transaction was ordered and what it
 * came to: the certified header and the places of transaction and result under it. Source:
 * docs/spec/20-ledger.md, clause 7.3.
 */
public record Receipt(
    BlockHeader header,
    CommitCertificate certificate,
    TransactionResult result,
    InclusionProof transactionProof,
    InclusionProof resultProof) {
  /** No certificate is longer, in bytes. */
  public static final int CERTIFICATE_BYTES_MAX = 128 * 1024;

  private static final int PROOF_BYTES_MAX = 2048;

  /** A transaction with its receipt, as they travel together. */
  public record Of(Transaction transaction, Receipt receipt) {}

  /** The receipt of transaction number {@code index} of {@code block}. */
  public static Receipt of(Block block, CommitCertificate certificate, int index) {
    Check.that(0 <= index && index < block.results().size(), "the block has this transaction");
    return new Receipt(
        block.header(),
        certificate,
        block.results().get(index),
        MerkleTree.prove(block.transactions().stream().map(Transaction::id).toList(), index),
        MerkleTree.prove(block.results().stream().map(TransactionResult::hash).toList(), index));
  }

  /** The receipts of all transactions of {@code block}; their proofs are built together. */
  public static List<Receipt> all(Block block, CommitCertificate certificate) {
    List<InclusionProof> transactions =
        MerkleTree.proveAll(block.transactions().stream().map(Transaction::id).toList());
    List<InclusionProof> results =
        MerkleTree.proveAll(block.results().stream().map(TransactionResult::hash).toList());
    List<Receipt> receipts = new ArrayList<>();
    for (int i = 0; i < block.results().size(); i++) {
      receipts.add(
          new Receipt(
              block.header(),
              certificate,
              block.results().get(i),
              transactions.get(i),
              results.get(i)));
    }
    return receipts;
  }

  /**
   * Whether this shows that the transaction named {@code transactionId} came to {@link #result}.
   */
  public Verdict verify(CertificateVerifier certificates, Hash32 transactionId) {
    boolean isPlaced =
        result.transactionId().equals(transactionId)
            && isUnder(transactionProof, transactionId, header.transactionsRoot())
            && isUnder(resultProof, result.hash(), header.resultsRoot())
            && transactionProof.index() == resultProof.index();
    return isPlaced
        ? certificates.verify(header, certificate)
        : LedgerRefusal.PROOF_INVALID.refused();
  }

  /** The same, with the operators that {@code timeline} knows for the receipt's height. */
  public Verdict verify(OperatorTimeline timeline, Hash32 transactionId) {
    return verify(timeline.at(header.height()), transactionId);
  }

  private boolean isUnder(InclusionProof proof, Hash32 leaf, Hash32 root) {
    return proof.count() == header.transactionCount() && proof.proves(leaf, root);
  }

  /**
   * Appends the canonical bytes of this receipt and of {@code transaction}, whose receipt it is.
   */
  public void encode(Encoder out, Transaction transaction) {
    out.fixed(header.encode()).bytes(certificate.encode());
    out.bytes(transaction.bytes());
    out.u32(result.code()).bytes(result.event());
    out.bytes(transactionProof.encode()).bytes(resultProof.encode());
  }

  /** Reads what {@link #encode} appends; that it holds is still to be verified. */
  public static Of decode(Decoder in) throws MalformedInput {
    BlockHeader header = BlockHeader.decode(in.fixed(BlockHeader.BYTES));
    CommitCertificate certificate = CommitCertificate.decode(in.bytes(CERTIFICATE_BYTES_MAX));
    ByteString bytes = in.bytes(Transaction.BYTES_MAX);
    if (!Transaction.fits(bytes)) {
      throw new MalformedInput("empty transaction");
    }
    Transaction transaction = new Transaction(bytes);
    TransactionResult result =
        new TransactionResult(
            transaction.id(), in.u32(), in.bytes(TransactionResult.EVENT_BYTES_MAX));
    return new Of(
        transaction,
        new Receipt(
            header,
            certificate,
            result,
            InclusionProof.decode(in.bytes(PROOF_BYTES_MAX)),
            InclusionProof.decode(in.bytes(PROOF_BYTES_MAX))));
  }
}
