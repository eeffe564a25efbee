package org.specie.cash.protocol.proof;

import java.util.Optional;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;

/**
 * What the maker of a transaction makes again of its words and of what the ledger shows. Source:
 * docs/spec/33-receipts.md, clause 33.11.
 */
public final class PayerSecrets {
  private final Suite suite;
  private final HolderKeys keys;
  private final ByteString salt;
  private final ByteString nullifier;
  private final Outputs outputs;

  /**
   * @param salt of the transaction's header
   * @param nullifier of the state it consumed, canonical
   */
  public PayerSecrets(
      Suite suite, HolderKeys keys, ByteString salt, ByteString nullifier, Outputs outputs) {
    this.suite = suite;
    this.keys = keys;
    this.salt = salt;
    this.nullifier = nullifier;
    this.outputs = outputs;
  }

  /** Shows who made the transaction, if these are the keys that did. */
  public PayerOpening opening() {
    return new PayerOpening(StateSecrets.derive(keys, salt, nullifier).d().getFirst());
  }

  /**
   * Shows whom {@code coin} pays and how much, if that is {@code payee} and {@code value}, and the
   * payer wrote {@code note}; nothing if any of them is another.
   */
  public Optional<CoinOpening> coin(
      PaymentAddress payee, Amount value, ByteString note, CoinOutput coin) {
    CoinSecrets.Made made =
        CoinSecrets.make(
            suite,
            outputs,
            payee.pid(suite),
            payee.viewKey(),
            value,
            note,
            keys.coinEntropy(salt, nullifier));
    return made.output().equals(coin) ? Optional.of(made.secrets().opening()) : Optional.empty();
  }

  @Override
  public String toString() {
    return "PayerSecrets[redacted]";
  }
}
