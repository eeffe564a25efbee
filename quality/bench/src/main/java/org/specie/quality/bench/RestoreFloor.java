package org.specie.quality.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.proof.Memo;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The floor under restoring: what one payment of the wallet's own costs at least, each operation by
 * itself on real payments, once. No buckets, no ledger, no file.
 */
final class RestoreFloor {
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 9;

  private final Suite suite;
  private final HolderKeys keys;
  private final List<Recorded> recorded;
  private final List<StateTransaction> payments;
  private final List<Outputs> outputs;

  RestoreFloor(Suite suite, HolderKeys keys, List<Recorded> recorded) {
    this.suite = suite;
    this.keys = keys;
    this.recorded = List.copyOf(recorded);
    this.payments = recorded.stream().map(this::decode).toList();
    this.outputs = payments.stream().map(this::outputs).toList();
  }

  private StateTransaction decode(Recorded one) {
    try {
      if (CashTransaction.decode(suite, one.bytes())
              instanceof CashTransaction.Private(var transaction)
          && transaction instanceof StateTransaction payment) {
        return payment;
      }
    } catch (MalformedInput e) {
      throw new InvariantViolation("an honest payment decodes", e);
    }
    throw new InvariantViolation("the ledger's last blocks hold payments");
  }

  private Outputs outputs(StateTransaction payment) {
    return Outputs.of(suite, payment.kind().code(), consumed(payment));
  }

  private static List<ByteString> consumed(StateTransaction payment) {
    G1 slot = payment.body().slots().stream().map(Slot::nullifier).findFirst().orElseThrow();
    return List.of(
        payment.body().nullifier().clearCofactor().toCompressed(),
        slot.clearCofactor().toCompressed());
  }

  /** CPU microseconds a payment, on one core, by operation. */
  Map<String, Double> micros() {
    Map<String, Double> micros = new LinkedHashMap<>();
    micros.put("nullifier", each(this::nullifiers));
    micros.put("decode", each(() -> recorded.forEach(this::decode)));
    micros.put("canonical", each(() -> payments.forEach(RestoreFloor::consumed)));
    micros.put("memo", each(this::memos));
    micros.put("view_tag", each(this::viewTags));
    return micros;
  }

  private double each(Runnable work) {
    return Stopwatch.cpuMicros(WARM_UPS, ROUNDS, work) / payments.size();
  }

  /** (k + serial)^-1 · η, whatever the serial. */
  private void nullifiers() {
    Scalar serial = keys.pid();
    for (int i = 0; i < payments.size(); i++) {
      serial = serial.plus(Scalar.ONE);
      require(!suite.eta().point().times(keys.k().plus(serial).inverse()).isInfinity());
    }
  }

  private void memos() {
    for (int i = 0; i < payments.size(); i++) {
      var body = payments.get(i).body();
      require(
          Memo.open(keys, body.header().salt(), outputs.get(i).consumed(), body.memo())
              .isPresent());
    }
  }

  /** The coins are the shop's, so nearly all end at the tag. */
  private void viewTags() {
    for (int i = 0; i < payments.size(); i++) {
      ByteString ciphertext = payments.get(i).body().coin().orElseThrow().ciphertext();
      require(keys.view().open(ciphertext, outputs.get(i).consumed()).isEmpty());
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new InvariantViolation("the operation gives what it gives in a wallet");
    }
  }
}
