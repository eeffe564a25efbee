package org.specie.cash.protocol.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.EveryKind;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.disclosure.DisclosureClaim.Line;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.transcript.Transcript;

/** Somebody's line of states from the enrolment on, with a step of every kind. */
final class Past {
  final World world;
  final List<Step> steps = new ArrayList<>();
  final List<Line> lines = new ArrayList<>();

  /** The state after the enrolment, then the one that each step made. */
  final List<State> states = new ArrayList<>();

  private Holder holder;

  private Past(World world, String name) {
    this.world = world;
    this.holder = world.enrol(name, 0);
    states.add(holder.state().state());
  }

  /** A step of every kind; ten of them. */
  static Past ofEveryKind(World world) {
    Past past = new Past(world, "ana");
    past.claims("40.00");
    past.step(Kind.PAY, past.coins("5.00"), past.pays("10.00"), 0, none());
    past.step(Kind.LOAD, List.of(), Optional.empty(), 2000, none());
    past.step(Kind.UNLOAD, past.coins("1.00"), Optional.empty(), 300, none());
    StateTransaction waiting = past.step(Kind.ENTRY_PAY, List.of(), past.pays("7.00"), 0, none());
    past.step(
        Kind.RETURN,
        past.coins("2.00"),
        Optional.empty(),
        0,
        world.takeBack(past.holder, waiting, Amount.parse("7.00")));
    past.step(Kind.PAY, List.of(), Optional.empty(), 0, none());
    past.step(Kind.BULK, past.coins("1.00", "1.00", "1.50"), Optional.empty(), 0, none());
    past.step(Kind.ACCEPT, List.of(), Optional.empty(), 0, Optional.of(past.promised("4.00")));
    past.step(Kind.APPROVED_PAY, List.of(), past.pays("2.00"), 0, none());
    return past;
  }

  /** A line of {@code name} that claims {@code count} coins, one a step. */
  static Past ofClaims(World world, String name, int count) {
    Past past = new Past(world, name);
    for (int i = 0; i < count; i++) {
      past.claims("3.00");
    }
    return past;
  }

  private static Optional<EntryOpening> none() {
    return Optional.empty();
  }

  Holder holder() {
    return holder;
  }

  private void claims(String amount) {
    step(Kind.PAY, coins(amount), Optional.empty(), 0, none());
  }

  private List<Coin> coins(String... amounts) {
    List<Coin> coins = new ArrayList<>();
    for (String amount : amounts) {
      String record = "coin %d of step %d".formatted(coins.size(), steps.size());
      coins.add(world.issue(record, holder, Amount.parse(amount)));
    }
    return coins;
  }

  private Optional<Intent.Payment> pays(String amount) {
    return Optional.of(
        new Intent.Payment(
            world.address(world.enrol("ben", 0)), Amount.parse(amount), ByteString.EMPTY));
  }

  /** An entry that somebody else made for this holder. */
  private EntryOpening promised(String amount) {
    Holder payer = world.withBalance(world.enrol("eva", 0), Amount.parse("50.00"));
    Intent.Payment payment =
        new Intent.Payment(world.address(holder), Amount.parse(amount), ByteString.EMPTY);
    return world.acceptance(
        holder, world.prove(Intent.pay(Kind.ENTRY_PAY, payment), payer).transaction());
  }

  private StateTransaction step(
      Kind kind,
      List<Coin> coins,
      Optional<Intent.Payment> payment,
      long moved,
      Optional<EntryOpening> entry) {
    Optional<Intent.AccountTransfer> move =
        moved == 0
            ? Optional.empty()
            : Optional.of(
                new Intent.AccountTransfer(
                    Amount.ofMinor(moved), EveryKind.ACCOUNT.address().bytes(), 0));
    Intent intent = new Intent(kind, false, coins, payment, move, entry);
    StateProver.Made made = world.prove(intent, holder);
    StateTransaction transaction =
        kind == Kind.LOAD
            ? made.transaction().signedBy(EveryKind.ACCOUNT.sign(made.transaction().core()).bytes())
            : made.transaction();
    Step step = new Step(transaction, world.prepared(transaction).nullifiers());
    Amount ended = intent.claimed();
    steps.add(step);
    lines.add(
        new Line(
            step,
            kind == Kind.ACCEPT ? intent.received().plus(ended) : intent.received(),
            intent.paid(),
            kind == Kind.RETURN ? ended : Amount.ZERO));
    holder = holder.with(world.credential(made.successor()));
    states.add(holder.state().state());
    return transaction;
  }

  /** What made the state at {@code index}: 0 is the enrolment's. */
  Maker maker(int index) {
    return index == 0 ? new Maker.Enrolled() : new Maker.Made(steps.get(index - 1));
  }

  /** What the state at {@code index} held. */
  Before before(int index) {
    return new Before(states.get(index).income(), states.get(index).balance());
  }

  static Transcript transcript(String statement) {
    Transcript transcript = new Transcript("test");
    transcript.append("statement", ByteString.utf8(statement));
    return transcript;
  }
}
