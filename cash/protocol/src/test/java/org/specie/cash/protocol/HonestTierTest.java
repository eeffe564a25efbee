package org.specie.cash.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.EntryAddress;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Payments of tiers 2 and 3 and entries between people who keep to the protocol. */
@Requirement({"D12", "D13"})
final class HonestTierTest {
  private final World world = new World(142);
  private Holder ana = world.withBalance(world.enrol("ana", 0), Amount.parse("9000.00"));
  private Holder ben = world.enrol("ben", 0);

  private static void holds(Holder holder, String balance, String budget, String income) {
    State state = holder.state().state();
    assertThat(state.balance()).isEqualTo(Amount.parse(balance));
    assertThat(state.budget()).isEqualTo(Amount.parse(budget));
    assertThat(state.income()).isEqualTo(Amount.parse(income));
  }

  private Intent.Payment to(Holder payee, String amount) {
    return new Intent.Payment(
        world.address(payee), Amount.parse(amount), ByteString.utf8("for a boat"));
  }

  private StateTransaction make(Intent intent, Holder payer) throws MalformedInput {
    StateProver.Made made = world.prove(intent, payer);
    StateTransaction transaction = made.transaction();
    assertThat(world.accepts(transaction)).isTrue();
    Holder next = payer.with(world.credential(made.successor()));
    if (payer.equals(ana)) {
      ana = next;
    } else {
      ben = next;
    }
    return transaction;
  }

  @Test
  void paysWithApprovalAndLeavesTheBudgetAlone() throws MalformedInput {
    StateTransaction paid = make(Intent.pay(Kind.APPROVED_PAY, to(ben, "4000.00")), ana);
    holds(ana, "5000.00", "1000.00", "0.00");
    Coin coin =
        world
            .receive(
                ben,
                world.prepared(paid),
                Kind.APPROVED_PAY.code(),
                paid.body().coin().orElseThrow())
            .orElseThrow();
    make(Intent.claim(false, Optional.of(coin)), ben);
    holds(ben, "4000.00", "1000.00", "4000.00");
  }

  @Test
  void paysIntoAnEntryThatThePayeeAccepts() throws MalformedInput {
    StateTransaction paid = make(Intent.pay(Kind.DELAYED_PAY, to(ben, "5000.01")), ana);
    holds(ana, "3999.99", "1000.00", "0.00");
    assertThat(world.isFor(ana, paid)).isFalse();
    EntryOpening entry = world.acceptance(ben, paid);
    assertThat(entry.amount()).isEqualTo(Amount.parse("5000.01"));
    assertThat(entry.claim().entry()).isEqualTo(paid.core());
    make(Intent.end(Kind.ACCEPT, entry), ben);
    holds(ben, "5000.01", "1000.00", "5000.01");
  }

  @Test
  @Property("P18")
  void takesAnEntryBackFromWordsAndLedgerAlone() throws MalformedInput {
    StateTransaction paid = make(Intent.pay(Kind.DELAYED_PAY, to(ben, "5000.01")), ana);
    EntryOpening back = world.takeBack(ana, paid, Amount.parse("5000.01")).orElseThrow();
    make(Intent.end(Kind.RETURN, back), ana);
    holds(ana, "9000.00", "1000.00", "0.00");
    assertThat(world.takeBack(ben, paid, Amount.parse("5000.01"))).isEmpty();
    assertThat(world.takeBack(ana, paid, Amount.parse("5000.02"))).isEmpty();
  }

  /** 12.19: what an entry within the budget took from it does not come back. */
  @Test
  @Requirement("D11")
  void anEntryWithinTheBudgetCostsIt() throws MalformedInput {
    StateTransaction paid = make(Intent.pay(Kind.ENTRY_PAY, to(ben, "300.00")), ana);
    holds(ana, "8700.00", "700.00", "0.00");
    make(
        Intent.end(Kind.RETURN, world.takeBack(ana, paid, Amount.parse("300.00")).orElseThrow()),
        ana);
    holds(ana, "9000.00", "700.00", "0.00");
  }

  /** 12.18: the merchant refunds somebody whom it does not know. */
  @Test
  void refundsSomebodyUnknown() throws MalformedInput {
    ByteString name = ByteString.utf8("order 17");
    EntryAddress address =
        EntryAddress.decode(EntryAddress.of(world.suite, ben.keys(), name).encode());
    Intent.Payment refund =
        new Intent.Payment(address, Amount.parse("25.00"), ByteString.utf8("refund"));
    StateTransaction paid = make(Intent.pay(Kind.ENTRY_PAY, refund), ana);
    assertThat(world.isFor(ben, paid)).isFalse();
    make(Intent.end(Kind.ACCEPT, world.acceptance(ben, name, paid)), ben);
    holds(ben, "25.00", "1000.00", "25.00");
    holds(ana, "8975.00", "975.00", "0.00");
    EntryAddress other = EntryAddress.of(world.suite, ben.keys(), ByteString.utf8("order 18"));
    assertThat(other.acceptor()).isNotEqualTo(address.acceptor());
    assertThat(other.viewKey()).isNotEqualTo(address.viewKey());
  }

  @Test
  void paysAnEntryAddressIntoAnEntryOnly() {
    EntryAddress address = EntryAddress.of(world.suite, ben.keys(), ByteString.EMPTY);
    Intent.Payment payment = new Intent.Payment(address, Amount.parse("1.00"), ByteString.EMPTY);
    for (Kind kind : new Kind[] {Kind.PAY, Kind.APPROVED_PAY, Kind.DELAYED_PAY}) {
      assertThatThrownBy(() -> Intent.pay(kind, payment)).isInstanceOf(InvariantViolation.class);
    }
  }
}
