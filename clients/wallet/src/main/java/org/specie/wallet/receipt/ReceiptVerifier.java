package org.specie.wallet.receipt;

import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.wallet.WalletReason;
import org.specie.wallet.receipt.PaymentReceipt.Statement;

/**
 * Says of receipts whether they hold, for whoever has the genesis of a ledger from a source it
 * trusts. It asks nobody. Cost: the certificates, one hash to the curve, four multiplications and
 * two signatures, a few milliseconds. Source: docs/spec/33-receipts.md, clauses 33.4 and 33.12.
 */
public final class ReceiptVerifier {
  private final LedgerConstants ledger;

  public ReceiptVerifier(LedgerConstants ledger) {
    this.ledger = ledger;
  }

  /** Whether {@code receipt} holds; if not, the first reason why. */
  public Verdict verify(PaymentReceipt receipt) {
    Suite suite = ledger.suite();
    Statement statement = receipt.statement();
    TransactionProof proof = statement.proof();
    if (!proof.ledgerId().equals(ledger.ledgerId())) {
      return Verdict.refused(ReceiptReason.OTHER_LEDGER);
    }
    if (!proof.verify(ledger.genesis()).isAccepted()) {
      return Verdict.refused(ReceiptReason.NOT_CERTIFIED);
    }
    if (!proof.receipt().result().isApplied()) {
      return Verdict.refused(ReceiptReason.NOT_APPLIED);
    }
    Optional<PaidCoin> paid = PaidCoin.of(suite, proof);
    if (paid.isEmpty()) {
      return Verdict.refused(ReceiptReason.NO_COIN);
    }
    return people(statement, paid.get())
        .map(Verdict::refused)
        .orElseGet(
            () ->
                receipt.isSigned(suite)
                    ? Verdict.accepted()
                    : Verdict.refused(ReceiptReason.NOT_SIGNED));
  }

  /** What is wrong with whom {@code statement} names, if anything is. */
  private Optional<Reason> people(Statement statement, PaidCoin paid) {
    Suite suite = ledger.suite();
    PaymentAddress payee = statement.payee();
    if (!payee.isGenuine(suite) || !statement.issuer().isGenuine(suite)) {
      return Optional.of(WalletReason.ADDRESS_NOT_GENUINE);
    }
    if (!statement.opening().opens(suite, paid.outputs(), payee.pid(suite), paid.coin())) {
      return Optional.of(ReceiptReason.OPENING_DIFFERS);
    }
    return statement
        .payer()
        .filter(
            payer ->
                !payer
                    .opening()
                    .opens(suite, paid.outputs(), payer.address().pid(suite), paid.state()))
        .map(_ -> ReceiptReason.PAYER_DIFFERS);
  }
}
