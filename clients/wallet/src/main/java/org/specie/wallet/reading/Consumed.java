package org.specie.wallet.reading;

import java.util.ArrayList;
import java.util.List;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.G1;

/** What a transaction consumes, in canonical form, and what follows from it. */
final class Consumed {
  private final int kind;
  private final List<ByteString> nullifiers;
  private final int coinsFrom;

  private Consumed(int kind, List<ByteString> nullifiers, int coinsFrom) {
    this.kind = kind;
    this.nullifiers = List.copyOf(nullifiers);
    this.coinsFrom = coinsFrom;
  }

  static Consumed by(StateTransaction transaction) {
    List<ByteString> nullifiers = new ArrayList<>();
    nullifiers.add(canonical(transaction.body().nullifier()));
    addSlots(nullifiers, transaction.body().slots());
    return new Consumed(transaction.kind().code(), nullifiers, 1);
  }

  static Consumed by(FoldTransaction transaction) {
    List<ByteString> nullifiers = new ArrayList<>();
    addSlots(nullifiers, transaction.body().slots());
    return new Consumed(transaction.kind().code(), nullifiers, 0);
  }

  private static void addSlots(List<ByteString> nullifiers, List<Slot> slots) {
    slots.forEach(slot -> nullifiers.add(canonical(slot.nullifier())));
  }

  /** 48 bytes of the point with its cofactor cleared, as the ledger compares them. */
  static ByteString canonical(G1 nullifier) {
    return nullifier.clearCofactor().toCompressed();
  }

  /** The nullifier of the state; only of a transaction that consumes one. */
  ByteString state() {
    return nullifiers.getFirst();
  }

  /** The nullifiers of the coin slots, dummies included. */
  List<ByteString> coins() {
    return nullifiers.subList(coinsFrom, nullifiers.size());
  }

  Outputs outputs(Suite suite) {
    return Outputs.of(suite, kind, nullifiers);
  }
}
