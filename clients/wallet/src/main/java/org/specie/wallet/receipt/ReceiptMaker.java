package org.specie.wallet.receipt;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.proof.CoinOpening;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.proof.PayerSecrets;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;
import org.specie.wallet.network.Network;
import org.specie.wallet.receipt.PaymentReceipt.Payer;
import org.specie.wallet.receipt.PaymentReceipt.Statement;

/**
 * Makes receipts of payments that a wallet received, also of coins long claimed, and of payments
 * that it made: everything is found again from the words and the ledger.
 */
public final class ReceiptMaker {
  private final Network network;
  private final WalletKeys keys;
  private final PaymentAddress own;
  private final Entropy entropy;

  /**
   * @param own the address under which {@code keys} are paid
   */
  public ReceiptMaker(Network network, WalletKeys keys, PaymentAddress own, Entropy entropy) {
    this.network = network;
    this.keys = keys;
    this.own = own;
    this.entropy = entropy;
  }

  /** What the issuer adds to a receipt; both may be empty. */
  public record Words(String text, String recipient) {}

  /**
   * What a payer tells of a payment it made, and the ledger does not.
   *
   * @param note as it was written, if that is not in the wallet's history any more
   */
  public record Paid(PaymentAddress payee, Optional<String> note) {}

  /** A payment of this wallet's history and what the ledger shows of it. */
  private record Found(Entry entry, TransactionProof proof, PaidCoin paid) {}

  /** The receipt of the payment that {@code history} says {@code transactionId} brought. */
  public Answer<PaymentReceipt> make(List<Entry> history, Hash32 transactionId, Words words)
      throws IOException {
    return find(history, transactionId, EntryKind.RECEIVED_PRIVATELY)
        .then(
            found ->
                CoinSecrets.open(
                        network.suite(), keys.holder(), found.paid().outputs(), found.paid().coin())
                    .map(CoinSecrets::opening)
                    .map(
                        opening ->
                            sign(
                                Optional.empty(), found, own, opening, found.entry().note(), words))
                    .orElseGet(() -> Answer.refused(ReceiptReason.NOT_RECEIVED)));
  }

  /** The payer's receipt of the payment that it made by {@code transactionId}. */
  public Answer<PaymentReceipt> makeOfPaid(
      List<Entry> history, Hash32 transactionId, Paid told, Words words) throws IOException {
    return find(history, transactionId, EntryKind.PAID_PRIVATELY)
        .then(
            found -> {
              PaidCoin paid = found.paid();
              PayerSecrets secrets =
                  new PayerSecrets(
                      network.suite(),
                      keys.holder(),
                      paid.salt(),
                      paid.nullifier(),
                      paid.outputs());
              String note = told.note().orElse(found.entry().note());
              return padded(note)
                  .flatMap(
                      bytes ->
                          secrets.coin(told.payee(), found.entry().amount(), bytes, paid.coin()))
                  .map(
                      opening ->
                          sign(
                              Optional.of(new Payer(own, secrets.opening())),
                              found,
                              told.payee(),
                              opening,
                              note,
                              words))
                  .orElseGet(() -> Answer.refused(ReceiptReason.PAID_OTHERWISE));
            });
  }

  /** As a note stands in a coin; nothing if none that long does. */
  private static Optional<ByteString> padded(String note) {
    ByteString text = ByteString.utf8(note);
    if (text.size() > CoinSecrets.NOTE_SIZE) {
      return Optional.empty();
    }
    byte[] bytes = new byte[CoinSecrets.NOTE_SIZE];
    text.copyTo(bytes, 0);
    return Optional.of(ByteString.copyOf(bytes));
  }

  private Answer<Found> find(List<Entry> history, Hash32 transactionId, EntryKind kind)
      throws IOException {
    Optional<Entry> listed =
        history.stream()
            .filter(entry -> entry.transactionId().equals(transactionId))
            .filter(entry -> entry.kind() == kind)
            .findFirst();
    if (listed.isEmpty() || !(listed.get().state() instanceof EntryState.Final(long height))) {
      return Answer.refused(ReceiptReason.NOT_RECEIVED);
    }
    TransactionProof proof = network.prove(transactionId, height);
    return PaidCoin.of(network.suite(), proof)
        .map(paid -> Answer.done(new Found(listed.get(), proof, paid)))
        .orElseGet(() -> Answer.refused(ReceiptReason.NO_COIN));
  }

  private Answer<PaymentReceipt> sign(
      Optional<Payer> payer,
      Found found,
      PaymentAddress payee,
      CoinOpening opening,
      String note,
      Words words) {
    Statement statement =
        new Statement(
            payer,
            found.proof(),
            payee,
            opening,
            Statement.isNote(note) ? note : ByteString.utf8(note).toHex(),
            words.text(),
            words.recipient());
    return Answer.done(statement.sign(network.suite(), keys.holder(), entropy));
  }
}
