package org.specie.cash.protocol.disclosure;

import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.proof.EntrySecrets;
import org.specie.cash.protocol.proof.Memo;
import org.specie.cash.protocol.proof.StateSecrets;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * An applied transaction that consumed one state and made the next.
 *
 * @param nullifiers that operators certified it consumed, in canonical form; the state's is first
 */
public record Step(StateTransaction transaction, List<ByteString> nullifiers) {
  public Step {
    nullifiers = List.copyOf(nullifiers);
    Check.that(!nullifiers.isEmpty(), "a step consumes a state");
  }

  private Outputs outputs(Suite suite) {
    return Outputs.of(suite, transaction.kind().code(), nullifiers);
  }

  /** The base h of what the state it made is committed to. 60 µs. */
  G1 base(Suite suite) {
    return outputs(suite).stateBase(suite);
  }

  /** The serial number of the state it made. */
  Scalar serial(Suite suite) {
    return outputs(suite).stateSerial(suite);
  }

  /** The nullifier of the state it consumed, in canonical form. */
  private ByteString nullifier() {
    return nullifiers.getFirst();
  }

  /** What it did, if the holder of {@code keys} made it. */
  public Optional<Memo> memo(Suite suite, HolderKeys keys) {
    return Memo.open(
        keys,
        transaction.body().header().salt(),
        outputs(suite).consumed(),
        transaction.body().memo());
  }

  StateSecrets secrets(HolderKeys keys) {
    return StateSecrets.derive(keys, transaction.body().header().salt(), nullifier());
  }

  /** What blinds the amount that it paid or gave back, if that is {@code amount}. */
  Scalar amountBlinding(Suite suite, HolderKeys keys, Amount amount) {
    if (transaction.body().refund().isPresent()) {
      return secrets(keys).rho7();
    }
    return transaction.body().entry().isPresent()
        ? EntrySecrets.takeBack(suite, keys, nullifier(), transaction, amount)
            .map(EntryOpening::valueBlinding)
            .orElse(Scalar.ZERO)
        : secrets(keys).rho1();
  }
}
