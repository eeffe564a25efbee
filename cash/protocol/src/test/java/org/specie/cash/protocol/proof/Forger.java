package org.specie.cash.protocol.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.transcript.Transcript;

/** Somebody with a world to attack: makes forgeries in it and asks what it answers. */
public final class Forger {
  private static final int HIDDEN_OF_COIN = 4;

  final World world;
  final Suite suite;
  private final Rules rules;
  private final PrivateVerifier verifier;
  private final Anatomy anatomy;

  public Forger(World world) {
    this(world, world.rules);
  }

  /** Under other rules than those the world began with. */
  public Forger(World world, Rules rules) {
    this.world = world;
    this.suite = world.suite;
    this.rules = rules;
    this.verifier = world.verifierFor(rules);
    this.anatomy = new Anatomy(suite, world.keys.threshold().key(), rules);
  }

  /** A transaction of {@code kind} on the state of {@code holder}, claiming {@code coins}. */
  public Forgery forge(Kind kind, Holder holder, Coin... coins) {
    return forge(kind, false, show(holder.state(), 6), slots(coins));
  }

  /** A renewal on the state of {@code holder}. */
  public Forgery renewal(Kind kind, StateCredential credential, Coin... coins) {
    return forge(kind, true, show(credential, 7), slots(coins));
  }

  /** A transaction of {@code kind} that shows {@code state} and {@code slots}, then dummies. */
  Forgery forge(Kind kind, boolean renewal, Shown state, List<ForgedSlot> slots) {
    List<ForgedSlot> all = new ArrayList<>(slots);
    while (all.size() < kind.shape(renewal).orElseThrow().slots()) {
      all.add(dummy());
    }
    return new Forgery(
        suite,
        world.keys.threshold().key(),
        rules,
        world.entropy,
        kind,
        header(renewal),
        state,
        all);
  }

  Header header(boolean renewal) {
    return new Header(
        suite.domain().generation(),
        0,
        rules.epoch(),
        renewal,
        rules.policyHash(),
        World.VALID_UNTIL,
        ByteString.copyOf(world.entropy.bytes(Header.SALT_SIZE)));
  }

  private List<ForgedSlot> slots(Coin... coins) {
    List<ForgedSlot> slots = new ArrayList<>();
    for (Coin coin : coins) {
      slots.add(slot(coin));
    }
    return slots;
  }

  Shown show(StateCredential credential, int hidden) {
    return show(credential.state().message(suite), credential.signature(), hidden);
  }

  Shown show(List<Scalar> message, PsSignature signature, int hidden) {
    return Shown.of(world.keys.threshold().key(), message, signature, hidden, world.entropy);
  }

  Shown show(Coin coin) {
    return show(messageOf(coin), coin.signature(), HIDDEN_OF_COIN);
  }

  List<Scalar> messageOf(Coin coin) {
    return Coin.message(suite, coin.pid(), coin.serial(), coin.value());
  }

  Shown showDummy() {
    return show(suite.dummyMessage(), world.dummy, HIDDEN_OF_COIN);
  }

  ForgedSlot slot(Coin coin) {
    return new ForgedSlot(show(coin), Scalar.ZERO);
  }

  ForgedSlot dummy() {
    return new ForgedSlot(showDummy(), Scalar.random(world.entropy));
  }

  /** {@code state} with a signature: what operators would sign if they did whatever is asked. */
  StateCredential signed(State state) {
    return new StateCredential(state, world.signed(state.message(suite)));
  }

  /** The state of {@code holder} in another epoch, signed. */
  public StateCredential at(long epoch, Holder holder) {
    return world.at(epoch, holder);
  }

  /** The state of {@code holder} with these amounts, signed. */
  public Holder with(Holder holder, String balance, String budget) {
    State s = holder.state().state();
    return holder.with(
        signed(
            new State(
                s.pid(),
                s.k(),
                s.serial(),
                Amount.parse(balance),
                Amount.parse(budget),
                s.income(),
                s.epoch(),
                s.classId())));
  }

  /** What is false in {@code transaction}, as {@link Anatomy} names it. */
  List<String> faults(PrivateTransaction transaction) {
    return anatomy.faults(transaction);
  }

  /** What the sigma proof of a transaction with {@code body} proves. */
  Instance instance(StateBody body) {
    return anatomy.instance(body);
  }

  /** The same of a fold. */
  Instance instance(FoldTransaction.Body body) {
    return anatomy.instance(body);
  }

  /** The transcript where an honest range proof of {@code transaction} goes on. */
  Transcript afterResponses(StateTransaction transaction) {
    return anatomy.afterResponses(transaction);
  }

  /**
   * What the world answers to {@code transaction} when it comes as bytes: nothing if it is
   * accepted. Naive and batch verifier must agree.
   */
  public Optional<PrivateReason> refusal(PrivateTransaction transaction) {
    return refusalOfValue(received(transaction));
  }

  /** The same for a transaction that never was bytes. */
  Optional<PrivateReason> refusalOfValue(PrivateTransaction transaction) {
    return switch (verifier.prepare(transaction)) {
      case Preparation.Refused refused -> Optional.of(refused.reason());
      case Preparation.Ready ready -> {
        boolean naive = ready.transaction().verifyNaively();
        boolean batch =
            BatchVerifier.onOneCore(suite.bases(), world.entropy)
                .allHold(List.of(ready.transaction()));
        Check.that(naive == batch, "the naive verifier and the batch agree");
        yield naive ? Optional.empty() : Optional.of(PrivateReason.PROOF_INVALID);
      }
    };
  }

  private PrivateTransaction received(PrivateTransaction transaction) {
    try {
      return PrivateTransaction.decode(suite, transaction.encode());
    } catch (MalformedInput e) {
      throw new AssertionError("the forgery does not decode", e);
    }
  }

  /** A possibly negative integer as a scalar. */
  public static Scalar integer(long value) {
    return value < 0 ? Scalar.of(-value).negate() : Scalar.of(value);
  }

  /** An amount as a scalar. */
  public static Scalar minor(String amount) {
    return Scalar.of(Amount.parse(amount).minor());
  }
}
