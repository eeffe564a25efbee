package org.specie.cash.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.batch.BatchVerifier;

/** The honest path through every kind of transaction, naive and batched, bytes included. */
final class HonestPaymentTest {
  private static final ByteString ACCOUNT =
      ByteString.hex("00112233445566778899aabbccddeeff00112233");
  private final World world = new World(42);
  private final Holder ana = world.enrol("ana", 0);
  private final Holder ben = world.enrol("ben", 0);
  private final List<PreparedTransaction> all = new ArrayList<>();

  private Intent.Payment payment(Holder payee, String amount) {
    return new Intent.Payment(
        world.address(payee), Amount.parse(amount), ByteString.utf8("coffee"));
  }

  private Holder apply(Holder holder, StateProver.Made made) throws MalformedInput {
    boolean loads = made.transaction().kind() == Kind.LOAD;
    // The account's signature is the application's to check; here it only takes its place.
    check(
        loads ? made.transaction().signedBy(ByteString.copyOf(new byte[65])) : made.transaction());
    StateCredential next = world.credential(made.successor());
    assertThat(next.state().pid()).isEqualTo(holder.keys().pid());
    return holder.with(next);
  }

  private PreparedTransaction check(PrivateTransaction transaction) throws MalformedInput {
    ByteString bytes = transaction.encode();
    PrivateTransaction decoded = PrivateTransaction.decode(world.suite, bytes);
    assertThat(decoded.encode()).isEqualTo(bytes);
    PreparedTransaction prepared = world.prepared(decoded);
    assertThat(prepared.verifyNaively()).isTrue();
    all.add(prepared);
    return prepared;
  }

  private static void holds(State state, String balance, String budget, String income) {
    assertThat(state.balance()).isEqualTo(Amount.parse(balance));
    assertThat(state.budget()).isEqualTo(Amount.parse(budget));
    assertThat(state.income()).isEqualTo(Amount.parse(income));
  }

  @Test
  void paysClaimsLoadsUnloadsFoldsAndRenews() throws MalformedInput {
    check(ana.enrolment());
    Coin issued = world.issue("record-1", ana, Amount.parse("200.00"));
    StateProver.Made claimAndPay =
        world.prove(Intent.pay(false, Optional.of(issued), payment(ben, "12.50")), ana);
    Holder ana2 = apply(ana, claimAndPay);
    holds(ana2.state().state(), "187.50", "987.50", "200.00");

    PreparedTransaction paid = world.prepared(claimAndPay.transaction());
    var output = claimAndPay.transaction().body().coin().orElseThrow();
    assertThat(world.receive(ana, paid, Kind.PAY.code(), output)).isEmpty();
    Coin received = world.receive(ben, paid, Kind.PAY.code(), output).orElseThrow();
    assertThat(received.value()).isEqualTo(Amount.parse("12.50"));
    Holder ben2 = apply(ben, world.prove(Intent.claim(false, Optional.of(received)), ben));
    holds(ben2.state().state(), "12.50", "1000.00", "12.50");

    Holder ana3 = apply(ana2, world.prove(move(Kind.LOAD, "30.00"), ana2));
    holds(ana3.state().state(), "217.50", "987.50", "200.00");
    Holder ana4 = apply(ana3, world.prove(move(Kind.UNLOAD, "217.50"), ana3));
    holds(ana4.state().state(), "0.00", "987.50", "200.00");

    List<Coin> coins = world.issueMany(16, ben2, Amount.parse("1.00"));
    FoldTransaction fold =
        world.foldProver().fold(ben2.keys(), ben2.state(), coins, World.VALID_UNTIL, world.entropy);
    PreparedTransaction folded = check(fold);
    Coin one = world.receive(ben2, folded, Kind.FOLD.code(), fold.body().coin()).orElseThrow();
    assertThat(one.value()).isEqualTo(Amount.parse("16.00"));
    Holder ben3 =
        apply(
            ben2,
            world.prove(
                new Intent(Kind.BULK, false, List.of(one), Optional.empty(), Optional.empty()),
                ben2));
    holds(ben3.state().state(), "28.50", "1000.00", "28.50");

    LinkTransaction link =
        world
            .foldProver()
            .link(ben3.keys(), ben3.state(), ACCOUNT, 0, World.VALID_UNTIL, world.entropy)
            .signedBy(ByteString.copyOf(new byte[65]));
    check(link);
    assertThat(BatchVerifier.onOneCore(world.suite.bases(), world.entropy).findFalse(all).isEmpty())
        .isTrue();
  }

  @Test
  void renewsTheBudgetInALaterEpochAndPaysInTheSameTransaction() {
    Rules later = world.rulesAt(9);
    StateProver.Made made =
        world
            .prover(later)
            .prove(
                Intent.pay(
                    true,
                    Optional.of(world.issue("r", ana, Amount.parse("700.00"))),
                    payment(ben, "500.00")),
                ana.keys(),
                ana.state(),
                World.VALID_UNTIL,
                world.entropy);
    PreparedTransaction prepared = world.prepared(world.verifierFor(later), made.transaction());
    assertThat(prepared.verifyNaively()).isTrue();
    holds(made.successor().state(), "200.00", "500.00", "700.00");
    assertThat(made.successor().state().epoch()).isEqualTo(9);
  }

  private static Intent move(Kind kind, String amount) {
    return new Intent(
        kind,
        false,
        List.of(),
        Optional.empty(),
        Optional.of(new Intent.AccountTransfer(Amount.parse(amount), ACCOUNT, 0)));
  }
}
