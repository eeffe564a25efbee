package org.specie.cli.access;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.access.OrderedPayment;
import org.specie.cash.application.query.LedgerGateway.Bucket;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.tier.OpenedRecord;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cli.Result;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.escrow.SmallLogarithm;

/**
 * Who paid whom how much, in one payment. The record names the payer by key; the payee is found by
 * comparing with everybody who is enrolled.
 */
final class OpenedPayment {
  /** 8 MiB and half a second; amounts people pay are found at once. */
  private static final int TABLE_BITS = 20;

  private final OpenNetwork opened;
  private final OrderedPayment payment;
  private final OpenedRecord record;

  OpenedPayment(OpenNetwork opened, OrderedPayment payment, OpenedRecord record) {
    this.opened = opened;
    this.payment = payment;
    this.record = record;
  }

  private Suite suite() {
    return opened.ledger().suite();
  }

  Result describe() throws IOException {
    Amount amount =
        record
            .amount(new SmallLogarithm(suite().auditAmount(), TABLE_BITS), SmallLogarithm.BITS_MAX)
            .orElseThrow(() -> new IOException("the ledger applied a payment of no amount"));
    String payer = record.payerKey().toCompressed().toHex();
    String payee =
        payee().map(key -> key.toCompressed().toHex()).orElse("nobody who is enrolled here");
    String core = payment.due().label().toHex();
    String text =
        """
        payer       %s
        payee       %s
        amount      %s %s
        payment     core %s, block %d
        warrant     record %s, block %d
        grounds     SHA-256 %s
        The warrant stays on the ledger; 'specie network warrants' shows it to everybody.
        """
            .formatted(
                payer,
                payee,
                amount,
                suite().domain().currency(),
                core,
                payment.height(),
                payment.warrant().recordId().toHex(),
                payment.warrant().height(),
                payment.warrant().grounds().toHex());
    return new Result(
        text,
        Result.fields(
            "payer", payer,
            "payee", payee,
            "amount", amount.toDecimal(),
            "core", core,
            "height", payment.height(),
            "warrant", payment.warrant().recordId().toHex(),
            "warrantHeight", payment.warrant().height(),
            "grounds", payment.warrant().grounds().toHex()));
  }

  /** The public spend key of the payee, among all that were enrolled. */
  private Optional<G1> payee() throws IOException {
    int bits = opened.gateway().tip().bucketBits();
    for (int prefix = 0; prefix < 1 << bits; prefix++) {
      Optional<G1> found = payeeAmong(opened.gateway().bucket(new Bucket(bits, prefix)));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<G1> payeeAmong(List<Recorded> recorded) throws IOException {
    for (Recorded each : recorded) {
      try {
        if (CashTransaction.decode(suite(), each.bytes())
            instanceof CashTransaction.Private(Enrolment enrolment)) {
          G1 key = enrolment.body().statement().publicSpendKey();
          if (record.isPaidTo(suite(), suite().pid(key))) {
            return Optional.of(key);
          }
        }
      } catch (MalformedInput e) {
        throw new IOException("the transaction " + each.id().toHex() + " is damaged", e);
      }
    }
    return Optional.empty();
  }
}
