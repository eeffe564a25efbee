package org.specie.ledger.api.chain;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
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
}
