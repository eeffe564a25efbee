package org.specie.wallet.reading;

import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.Transfer;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.RecoverableSignature;
import org.specie.ledger.api.block.Transaction;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.holding.Told;
import org.specie.wallet.letter.Letter;
import org.specie.wallet.network.Network;

/**
 * Verifies what letters tell, without asking anybody. What it answers is still no money: a private
 * payment was made, and its block is to be read; an open one is announced by its payer. Source:
 * docs/spec/35-letters.md 35.2, 35.8, 35.11.
 */
public final class LetterReader {
  private final Network network;
  private final WalletKeys keys;
  private final Signed signed;

  public LetterReader(Network network, WalletKeys keys) {
    this.network = network;
    this.keys = keys;
    this.signed = new Signed(network);
  }

  /** What {@code letter}, from {@code mailbox}, tells of a payment to this wallet by its payer. */
  public Optional<Told> read(Letter letter, Ed25519PublicKey mailbox) {
    if (letter.transaction().size() > Transaction.BYTES_MAX) {
      return Optional.empty();
    }
    try {
      return switch (CashTransaction.decode(network.suite(), letter.transaction())) {
        case CashTransaction.Private(StateTransaction transaction) -> coin(letter, transaction);
        case CashTransaction.Ordinary(Transfer transfer) -> open(letter, transfer, mailbox);
        case CashTransaction.Private _,
            CashTransaction.Committee _,
            CashTransaction.Resharing _,
            CashTransaction.Offline _ ->
            Optional.empty();
      };
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private static Hash32 id(Letter letter) {
    return new Transaction(letter.transaction()).id();
  }

  private Optional<Told> coin(Letter letter, StateTransaction transaction) {
    Outputs outputs = Consumed.by(transaction).outputs(network.suite());
    return transaction
        .body()
        .coin()
        .flatMap(
            output ->
                CoinSecrets.open(network.suite(), keys.holder(), outputs, output)
                    .filter(secrets -> !secrets.value().equals(Amount.ZERO))
                    .filter(secrets -> isProof(letter, secrets))
                    .filter(secrets -> isSigned(letter, outputs, output, secrets))
                    .map(
                        secrets ->
                            new Told(
                                id(letter),
                                letter.height(),
                                EntryKind.RECEIVED_PRIVATELY,
                                secrets.value(),
                                CoinFinder.text(secrets.note()),
                                letter.words())));
  }

  private static boolean isProof(Letter letter, CoinSecrets secrets) {
    Encoder expected = new Encoder();
    secrets.opening().encode(expected);
    return expected.toByteString().equals(letter.proof());
  }

  private boolean isSigned(Letter letter, Outputs outputs, CoinOutput output, CoinSecrets secrets) {
    Recorded recorded =
        new Recorded(
            id(letter),
            letter.height(),
            0,
            0,
            letter.transaction(),
            0,
            ByteString.EMPTY,
            letter.signatures());
    return signed
        .output(
            recorded,
            0,
            SigningRequests.coin(network.suite(), outputs, output),
            Coin.message(
                network.suite(),
                keys.holder().pid(),
                outputs.coinSerial(network.suite()),
                secrets.value()),
            secrets.blindings())
        .isDone();
  }

  private Optional<Told> open(Letter letter, Transfer transfer, Ed25519PublicKey mailbox)
      throws MalformedInput {
    Hash32 genesis = network.id().genesis();
    Hash32 digest = Letter.digest(genesis, mailbox, id(letter), letter.words());
    Optional<Address> writer =
        RecoverableSignature.decode(letter.proof()).recover(digest).map(Address::of);
    boolean isOwn =
        transfer.body().to().equals(keys.address())
            && writer.isPresent()
            && writer.equals(transfer.from(genesis))
            && letter.signatures().equals(List.of());
    return isOwn
        ? Optional.of(
            new Told(
                id(letter),
                letter.height(),
                EntryKind.RECEIVED_ORDINARILY,
                transfer.body().amount(),
                "",
                letter.words()))
        : Optional.empty();
  }
}
