package org.specie.wallet.reading;

import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.holding.Draft;
import org.specie.wallet.holding.HeldCoin;
import org.specie.wallet.network.Network;

/**
 * Finds coins that belong to this wallet. A coin counts as received only if its ciphertext opens,
 * if every commitment is what the ciphertext says for this very pid, if it is worth something, and
 * if the operators' signature on it verifies.
 */
final class CoinFinder {
  /** A coin of this wallet's before it is signed. */
  private record Owed(
      SigningRequest request, Scalar serial, Amount value, List<Scalar> blindings) {}

  private final Suite suite;
  private final WalletKeys keys;
  private final Signed signed;

  CoinFinder(Network network, WalletKeys keys) {
    this.suite = network.suite();
    this.keys = keys;
    this.signed = new Signed(network);
  }

  /** Looks at the coin {@code output}, which is output {@code index} of the transaction. */
  void look(
      Finding finding,
      Draft draft,
      Consumed consumed,
      CoinOutput output,
      EntryKind kind,
      int index) {
    Outputs outputs = consumed.outputs(suite);
    Optional<CoinSecrets> found = CoinSecrets.open(suite, keys.holder(), outputs, output);
    if (found.isPresent() && !found.get().value().equals(Amount.ZERO)) {
      CoinSecrets secrets = found.get();
      Owed owed =
          new Owed(
              SigningRequests.coin(suite, outputs, output),
              outputs.coinSerial(suite),
              secrets.value(),
              secrets.blindings());
      take(finding, draft, owed, index, kind, text(secrets.note()));
    }
  }

  /** Takes the coin of an issuance record in this wallet's name. */
  void issued(Finding finding, Draft draft, Hash32 recordId, Amount amount) {
    Scalar pid = keys.holder().pid();
    Owed owed =
        new Owed(
            SigningRequests.issued(suite, recordId.bytes(), pid, amount),
            suite.issuanceSerial(recordId.bytes()),
            amount,
            List.of());
    take(finding, draft, owed, 0, EntryKind.ISSUED_PRIVATELY, "");
  }

  private void take(
      Finding finding, Draft draft, Owed owed, int index, EntryKind kind, String note) {
    if (draft.knowsCoinOf(finding.recorded().id())) {
      return;
    }
    Scalar pid = keys.holder().pid();
    List<Scalar> message = Coin.message(suite, pid, owed.serial(), owed.value());
    switch (signed.output(finding.recorded(), index, owed.request(), message, owed.blindings())) {
      case Answer.Done<PsSignature>(PsSignature valid) -> {
        Coin coin = new Coin(pid, owed.serial(), owed.value(), valid);
        ByteString nullifier = Consumed.canonical(coin.nullifier(suite, keys.holder().k()));
        finding.coin(new HeldCoin(coin, nullifier, finding.recorded().id()));
        finding.entry(kind, owed.value(), "", note);
      }
      case Answer.Refused<PsSignature>(Refusal refusal) -> finding.refuse(refusal);
    }
  }

  /** The payer's note without its padding; what is not text is shown as digits. */
  static String text(ByteString note) {
    int size = note.size();
    while (size > 0 && note.at(size - 1) == 0) {
      size--;
    }
    String text = note.slice(0, size).toUtf8();
    boolean readable = text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0xfffd);
    return readable ? text : note.slice(0, size).toHex();
  }
}
