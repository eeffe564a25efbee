package org.specie.wallet.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.proof.CoinOpening;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.InclusionProof;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.Receipt;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.wallet.receipt.PaymentReceipt.Payer;
import org.specie.wallet.receipt.PaymentReceipt.Statement;

/** Receipts with one thing changed in them. */
public final class Altered {
  private Altered() {}

  static Statement proof(Statement from, UnaryOperator<TransactionProof> change) {
    return new Statement(
        from.payer(),
        change.apply(from.proof()),
        from.payee(),
        from.opening(),
        from.note(),
        from.text(),
        from.recipient());
  }

  static Statement payee(Statement from, PaymentAddress payee) {
    return new Statement(
        from.payer(),
        from.proof(),
        payee,
        from.opening(),
        from.note(),
        from.text(),
        from.recipient());
  }

  static Statement opening(Statement from, CoinOpening opening) {
    return new Statement(
        from.payer(),
        from.proof(),
        from.payee(),
        opening,
        from.note(),
        from.text(),
        from.recipient());
  }

  static Statement words(Statement from, String note, String text, String recipient) {
    return new Statement(
        from.payer(), from.proof(), from.payee(), from.opening(), note, text, recipient);
  }

  static Statement payer(Statement from, Optional<Payer> payer) {
    return new Statement(
        payer,
        from.proof(),
        from.payee(),
        from.opening(),
        from.note(),
        from.text(),
        from.recipient());
  }

  static TransactionProof receipt(TransactionProof from, Receipt receipt) {
    return new TransactionProof(from.transaction(), receipt, from.operators());
  }

  static TransactionProof certificate(TransactionProof from, CommitCertificate certificate) {
    Receipt old = from.receipt();
    return receipt(
        from,
        new Receipt(
            old.header(), certificate, old.result(), old.transactionProof(), old.resultProof()));
  }

  public static TransactionProof transaction(TransactionProof from) {
    byte[] bytes = from.transaction().bytes().toByteArray();
    bytes[bytes.length / 2] ^= 1;
    return new TransactionProof(
        new Transaction(ByteString.copyOf(bytes)), from.receipt(), from.operators());
  }

  public static TransactionProof result(TransactionProof from, int code, ByteString event) {
    Receipt old = from.receipt();
    TransactionResult result = new TransactionResult(from.transaction().id(), code, event);
    return receipt(
        from,
        new Receipt(
            old.header(), old.certificate(), result, old.transactionProof(), old.resultProof()));
  }

  /** One sibling more on the way to the root of transactions. */
  static TransactionProof place(TransactionProof from) {
    Receipt old = from.receipt();
    List<Hash32> path = new ArrayList<>(old.transactionProof().path());
    path.add(Hash32.ZERO);
    InclusionProof place =
        new InclusionProof(old.transactionProof().index(), old.transactionProof().count(), path);
    return receipt(
        from, new Receipt(old.header(), old.certificate(), old.result(), place, old.resultProof()));
  }

  public static TransactionProof later(TransactionProof from) {
    Receipt old = from.receipt();
    BlockHeader header = old.header();
    BlockHeader later =
        new BlockHeader(
            header.ledgerId(),
            header.height(),
            header.parentHash(),
            header.epochSeconds() + 1,
            header.transactionCount(),
            header.transactionsRoot(),
            header.resultsRoot(),
            header.stateRoot(),
            header.applicationDigest(),
            header.nextOperators());
    return receipt(
        from,
        new Receipt(
            later, old.certificate(), old.result(), old.transactionProof(), old.resultProof()));
  }

  static SigmaProof signature(SigmaProof from) {
    return new SigmaProof(
        from.firstMessages(), List.of(from.responses().getFirst().plus(Scalar.ONE)));
  }
}
