package org.specie.cash.protocol.privacy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;

/**
 * The public schedule, the same in every world: somebody makes a transaction of the personal shape,
 * then somebody else renews. All choices are drawn independently, so that one set of runs serves
 * every hypothesis. The adversary are all operators together; the coins were made by them.
 */
final class Experiment {
  /**
   * How many worlds; {@code -Dspecie.privacy.runs=10000} makes it as many, in ten minutes of one
   * core.
   */
  static final int RUNS = Integer.getInteger("specie.privacy.runs", 240);

  private static final Amount LARGE = Amount.parse("2.50");
  private static final Amount SMALL = Amount.parse("0.01");

  private static Optional<List<Run>> shared = Optional.empty();

  private final World world;
  private final Random random;
  private final List<Holder> payers;
  private final List<PaymentAddress> payees;
  private final Holder renewing;

  Experiment(long seed) {
    world = new World(seed);
    random = new Random(seed);
    payers = List.of(world.enrol("ana", 0), world.enrol("ben", 0));
    payees = List.of(world.address(world.enrol("cleo", 0)), world.address(world.enrol("dora", 0)));
    renewing = world.enrol("emil", 0);
  }

  /** The same runs for every test of a virtual machine. */
  static synchronized List<Run> sharedRuns() {
    if (shared.isEmpty()) {
      shared = Optional.of(List.copyOf(new Experiment(84).runs()));
    }
    return shared.get();
  }

  /** Runs {@link #RUNS} worlds. */
  List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      Map<Choice, Boolean> choices = new EnumMap<>(Choice.class);
      for (Choice choice : Choice.values()) {
        choices.put(choice, random.nextBoolean());
      }
      runs.add(run(choices));
    }
    return runs;
  }

  /** One world of the choices given. */
  Run run(Map<Choice, Boolean> choices) {
    Run run = new Run(choices, new View());
    personal(run);
    renewal(run);
    return run;
  }

  private static <T> T pick(boolean second, List<T> two) {
    return two.get(second ? 1 : 0);
  }

  private void personal(Run run) {
    Holder payer = pick(run.chose(Choice.PAYER), payers);
    Amount budget = run.chose(Choice.BUDGET) ? Amount.parse("999.00") : Amount.parse("3.00");
    StateCredential state = fresh(payer, budget, world.rules.epoch());
    List<Coin> coins =
        List.of(fresh(run, "coin0", payer, "12.00"), fresh(run, "coin1", payer, "77.00"));
    issued(run, "state", state.signature());
    Optional<Coin> claimed =
        run.chose(Choice.CLAIMS)
            ? Optional.of(pick(run.chose(Choice.COIN), coins))
            : Optional.empty();
    Amount amount = run.chose(Choice.AMOUNT) ? LARGE : SMALL;
    Intent intent =
        run.chose(Choice.PAYS)
            ? Intent.pay(
                false,
                claimed,
                new Intent.Payment(pick(run.chose(Choice.PAYEE), payees), amount, ByteString.EMPTY))
            : Intent.claim(false, claimed);
    see(run, "personal", world.prove(intent, payer.with(state)).transaction());
  }

  private void renewal(Run run) {
    long last = run.chose(Choice.LAST_EPOCH) ? world.rules.epoch() - 1 : 0;
    StateCredential state = fresh(renewing, Amount.parse("5.00"), last);
    issued(run, "old state", state.signature());
    Intent idle = Intent.claim(true, Optional.empty());
    see(run, "renewal", world.prove(idle, renewing.with(state)).transaction());
  }

  private void see(Run run, String name, StateTransaction transaction) {
    run.view()
        .see(name, transaction)
        .operate(name, world.prepared(transaction), world.keys.shares().subList(0, 2));
  }

  /** Operators remember under which base they signed. */
  private static void issued(Run run, String name, PsSignature signature) {
    run.view().see("issued." + name, ByteString.copyOf(signature.sigma1().toByteArray()));
  }

  /** A state nobody has seen before, with a serial number of its own. */
  private StateCredential fresh(Holder holder, Amount budget, long epoch) {
    State state =
        new State(
            holder.keys().pid(),
            holder.keys().k(),
            Scalar.random(world.entropy),
            Amount.parse("400.00"),
            budget,
            Amount.ZERO,
            epoch,
            0);
    return new StateCredential(state, world.signed(state.message(world.suite)));
  }

  /** A coin whose serial number and value the adversary knows. */
  private Coin fresh(Run run, String name, Holder owner, String value) {
    Scalar serial = Scalar.random(world.entropy);
    Amount amount = Amount.parse(value);
    List<Scalar> message = Coin.message(world.suite, owner.keys().pid(), serial, amount);
    PsSignature signature = world.signed(message);
    run.view().see("sent." + name + ".sn", serial.toByteString());
    issued(run, name, signature);
    return new Coin(owner.keys().pid(), serial, amount, signature);
  }
}
