package org.specie.wallet.reading;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.application.transaction.FloatMove;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.cash.application.transaction.Transfer;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.wallet.network.Network;

/**
 * What a transaction uses up: nullifiers, a nonce of an account, the enrolment of a person. Of two
 * that share something at most one is ever applied. Source: docs/spec/30-wallet.md, clause 30.4a.
 */
public final class Exclusion {
  private final Set<String> uses = new TreeSet<>();
  private long validUntil = Long.MAX_VALUE;

  private Exclusion() {}

  /** Of the transaction {@code bytes}; one that is none excludes nothing. */
  public static Exclusion of(Network network, ByteString bytes) {
    Exclusion exclusion = new Exclusion();
    try {
      switch (CashTransaction.decode(network.suite(), bytes)) {
        case CashTransaction.Private(PrivateTransaction inner) -> exclusion.look(inner);
        case CashTransaction.Ordinary(Transfer transfer) -> exclusion.look(network, transfer);
        case CashTransaction.Offline(FloatMove move) -> exclusion.look(network, move);
        case CashTransaction.Committee(CommitteeAct _), CashTransaction.Resharing _ -> {}
      }
    } catch (MalformedInput e) {
      // Not a transaction of this ledger: nothing can come of it.
      exclusion.validUntil = 0;
    }
    return exclusion;
  }

  /** Whether at most one of the two can be applied. */
  public boolean excludes(Exclusion other) {
    return !Collections.disjoint(uses, other.uses);
  }

  /** Whether it cannot be in a block above {@code height}. */
  public boolean isOver(long height) {
    return validUntil <= height;
  }

  private void look(PrivateTransaction transaction) {
    switch (transaction) {
      case Enrolment enrolment -> {
        uses.add("person " + enrolment.body().statement().publicSpendKey().toCompressed());
        validUntil = enrolment.body().statement().validUntil();
      }
      case StateTransaction state -> {
        Consumed consumed = Consumed.by(state);
        nullifier(consumed.state());
        consumed.coins().forEach(this::nullifier);
        if (state.kind() == Kind.LOAD) {
          state.body().move().ifPresent(move -> nonce(move.account(), move.nonce()));
        }
        validUntil = state.body().header().validUntil();
      }
      case FoldTransaction fold -> {
        Consumed.by(fold).coins().forEach(this::nullifier);
        validUntil = fold.body().header().validUntil();
      }
      case LinkTransaction link -> {
        nonce(link.body().account(), link.body().nonce());
        validUntil = link.body().header().validUntil();
      }
    }
  }

  private void look(Network network, Transfer transfer) {
    transfer
        .from(network.id().genesis())
        .ifPresent(from -> nonce(from.bytes(), transfer.body().nonce()));
    validUntil = transfer.body().validUntil();
  }

  private void look(Network network, FloatMove move) {
    switch (move) {
      case LoadFloat load -> {
        load.from(network.id().genesis())
            .ifPresent(from -> nonce(from.bytes(), load.body().nonce()));
        validUntil = load.body().validUntil();
      }
      case RedeemFloat _ -> {}
    }
  }

  private void nullifier(ByteString canonical) {
    uses.add("nullifier " + canonical);
  }

  private void nonce(ByteString account, long nonce) {
    uses.add("account " + account + " nonce " + nonce);
  }
}
