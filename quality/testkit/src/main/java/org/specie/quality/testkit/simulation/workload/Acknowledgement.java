package org.specie.quality.testkit.simulation.workload;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.consensus.certificate.CertificateKind;
import org.specie.ledger.consensus.certificate.Cryptography;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.value.SequenceNumber;

/**
 * The one message that tells a client its transaction is final: the block and its execution
 * certificate. Whoever sends it is not believed but for what it proves.
 */
public record Acknowledgement(Hash32 transaction, Block block, QuorumCertificate certificate) {
  /** The result, if everything fits: certificate, header, transactions and results. */
  public Optional<TransactionResult> verify(Cryptography keys) {
    List<Hash32> ids = block.transactions().stream().map(Transaction::id).toList();
    int at = ids.indexOf(transaction);
    boolean fits =
        at >= 0
            && Block.transactionsRoot(block.transactions())
                .equals(block.header().transactionsRoot())
            && Block.resultsRoot(block.results()).equals(block.header().resultsRoot())
            && block.results().get(at).transactionId().equals(transaction);
    Execution execution = new Execution(new SequenceNumber(block.height()), block.header().hash());
    return fits && keys.isCertificate(CertificateKind.EXECUTED, execution, certificate)
        ? Optional.of(block.results().get(at))
        : Optional.empty();
  }
}
