package org.specie.offline.purse.border;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.purse.border.FloatLedger.Crossed;

/**
 * What is to be redeemed from the float for accounts: deposits that were collected, and loads of
 * withdrawals that failed. Each is ordered until the ledger has it, under one reference, so the
 * ledger has it once. Spec: docs/spec/53-float.md 6.2, 6.3.
 */
final class Debts {
  /** How many blocks an order can wait for before another one takes its place. */
  static final long ORDER_BLOCKS = 128;

  private static final String SALT = "specie/border/salt";

  private record Name(Way way, Hash32 key) {}

  private record Debt(Hash32 reference, Address to, Amount amount) {}

  private final BorderJournal journal;
  private final FloatLedger ledger;
  private final Secret secret;
  private final Map<Name, Debt> open = new LinkedHashMap<>();
  private final Map<Name, BorderRecord.Ordered> orders = new LinkedHashMap<>();
  private final Map<Name, Long> credited = new LinkedHashMap<>();

  Debts(BorderJournal journal, FloatLedger ledger, Secret secret) {
    this.journal = journal;
    this.ledger = ledger;
    this.secret = secret;
  }

  /** Under which the ledger knows the redemption that {@code way} and {@code key} name. */
  Hash32 reference(Way way, Hash32 key) {
    Secret salt = secret.derive(SALT, Hash32.SIZE, way.bytes(), key.bytes());
    try {
      return salt.lend(bytes -> way.reference(key, Hash32.of(bytes)));
    } finally {
      salt.destroy();
    }
  }

  /** Notes a debt, unless it is known or paid. */
  void owe(Way way, Hash32 key, Address to, Amount amount) {
    Name name = new Name(way, key);
    if (!credited.containsKey(name)) {
      open.putIfAbsent(name, new Debt(reference(way, key), to, amount));
    }
  }

  void replay(BorderRecord.Ordered order) {
    orders.put(new Name(order.way(), order.key()), order);
  }

  void replay(BorderRecord.Credited done) {
    Name name = new Name(done.way(), done.key());
    Check.that(credited.put(name, done.height()) == null, "a debt is paid once");
    open.remove(name);
    orders.remove(name);
  }

  /** At which height it was paid, if it was. */
  Optional<Long> credited(Way way, Hash32 key) {
    return Optional.ofNullable(credited.get(new Name(way, key)));
  }

  /** What is owed and not paid yet, as far as is known. */
  Amount owed() {
    Amount sum = Amount.ZERO;
    for (Debt each : open.values()) {
      sum = sum.plus(each.amount());
    }
    return sum;
  }

  /**
   * Asks the ledger for each debt, and orders those it does not know. One that cannot be settled
   * keeps no other waiting, and is told at the end.
   */
  void carryOut() throws IOException {
    if (open.isEmpty()) {
      return;
    }
    long height = ledger.height();
    Optional<CannotRedeem> left = Optional.empty();
    for (Name name : List.copyOf(open.keySet())) {
      Debt debt = Optional.ofNullable(open.get(name)).orElseThrow();
      try {
        Optional<Crossed> crossed = ledger.redeemed(debt.reference(), debt.to(), debt.amount());
        if (crossed.isPresent()) {
          settle(name, debt, crossed.get());
        } else {
          order(name, debt, height);
        }
      } catch (CannotRedeem e) {
        left = left.or(() -> Optional.of(e));
      }
    }
    if (left.isPresent()) {
      throw left.get();
    }
  }

  private void settle(Name name, Debt debt, Crossed crossed) throws IOException {
    long height = crossed.ordered(debt.reference(), debt.to(), debt.amount()).height();
    BorderRecord.Credited done = new BorderRecord.Credited(name.way(), name.key(), height);
    journal.append(done);
    replay(done);
  }

  private void order(Name name, Debt debt, long height) throws IOException {
    BorderRecord.Ordered order = orders.get(name);
    if (order == null || order.validUntil() <= height) {
      long validUntil = height + ORDER_BLOCKS;
      order =
          new BorderRecord.Ordered(
              name.way(),
              name.key(),
              validUntil,
              ledger.redemption(debt.reference(), debt.to(), debt.amount(), validUntil));
      journal.append(order);
      replay(order);
    }
    ledger.submit(order.transaction());
  }
}
