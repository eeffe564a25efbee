package org.specie.wallet.letter;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.Transfer;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.proof.CoinOpening;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.proof.PayerSecrets;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.network.Network;

/**
 * Writes letters about payments that a wallet made, of what the ledger shows of them and of its
 * words. Source: docs/spec/35-letters.md 35.8 to 35.10.
 */
public final class LetterWriter {
  private final Network network;
  private final WalletKeys keys;
  private final Entropy entropy;

  public LetterWriter(Network network, WalletKeys keys, Entropy entropy) {
    this.network = network;
    this.keys = keys;
    this.entropy = entropy;
  }

  /**
   * A letter about the private payment {@code paid} to {@code payee}, whose history has its note.
   */
  public Answer<ByteString> aboutPrivate(
      Entry paid, PaymentAddress payee, Mailbox mailbox, String words) throws IOException {
    Optional<Recorded> recorded = recorded(paid);
    if (recorded.isEmpty() || recorded.get().signatures().size() < 2) {
      return Answer.refused(WalletReason.LETTER_ABOUT_NOTHING);
    }
    return opening(paid, recorded.get(), payee)
        .map(
            opening -> {
              Encoder proof = new Encoder();
              opening.encode(proof);
              return seal(
                  new Letter(
                      recorded.get().height(),
                      recorded.get().bytes(),
                      List.of(recorded.get().signatures().get(1)),
                      words,
                      proof.toByteString()),
                  mailbox);
            })
        .orElseGet(() -> Answer.refused(WalletReason.LETTER_ABOUT_NOTHING));
  }

  private Optional<CoinOpening> opening(Entry paid, Recorded recorded, PaymentAddress payee) {
    try {
      if (!(CashTransaction.decode(network.suite(), recorded.bytes())
              instanceof CashTransaction.Private(StateTransaction transaction))
          || !(AppliedEvent.decode(recorded.event())
              instanceof AppliedEvent.Consumed(long _, var nullifiers))) {
        return Optional.empty();
      }
      Outputs outputs = Outputs.of(network.suite(), transaction.kind().code(), nullifiers);
      PayerSecrets secrets =
          new PayerSecrets(
              network.suite(),
              keys.holder(),
              transaction.body().header().salt(),
              nullifiers.getFirst(),
              outputs);
      return transaction
          .body()
          .coin()
          .flatMap(coin -> secrets.coin(payee, paid.amount(), padded(paid.note()), coin));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private static ByteString padded(String note) {
    ByteString text = ByteString.utf8(note);
    Check.that(text.size() <= CoinSecrets.NOTE_SIZE, "a note that was paid with fits");
    byte[] bytes = new byte[CoinSecrets.NOTE_SIZE];
    text.copyTo(bytes, 0);
    return ByteString.copyOf(bytes);
  }

  /** A letter about the open payment {@code paid}, signed by the account that pays. */
  public Answer<ByteString> aboutOpen(Entry paid, Mailbox mailbox, String words)
      throws IOException {
    Optional<Recorded> recorded = recorded(paid).filter(this::isOwnTransfer);
    return recorded.isEmpty()
        ? Answer.refused(WalletReason.LETTER_ABOUT_NOTHING)
        : seal(
            new Letter(
                recorded.get().height(),
                recorded.get().bytes(),
                List.of(),
                words,
                keys.account()
                    .sign(
                        Letter.digest(
                            network.id().genesis(), mailbox.key(), paid.transactionId(), words))
                    .bytes()),
            mailbox);
  }

  private boolean isOwnTransfer(Recorded recorded) {
    try {
      return CashTransaction.decode(network.suite(), recorded.bytes())
              instanceof CashTransaction.Ordinary(Transfer transfer)
          && transfer.from(network.id().genesis()).filter(keys.address()::equals).isPresent();
    } catch (MalformedInput e) {
      return false;
    }
  }

  private Optional<Recorded> recorded(Entry paid) throws IOException {
    return network.gateway().find(paid.transactionId()).filter(each -> each.code() == 0);
  }

  private Answer<ByteString> seal(Letter letter, Mailbox mailbox) {
    return letter
        .seal(mailbox, entropy)
        .map(Answer::done)
        .orElseGet(() -> Answer.refused(WalletReason.LETTER_TOO_LONG));
  }
}
