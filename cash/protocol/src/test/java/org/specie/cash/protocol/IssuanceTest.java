package org.specie.cash.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.proof.Forger;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.proof.Torsion;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.Attribute;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** What operators sign for a transaction, and what a holder makes of it whoever of them answers. */
@Requirement("D2")
final class IssuanceTest {
  private final World world = new World(112);
  private final Holder ana = world.enrol("ana", 0);
  private final Holder ben = world.enrol("ben", 0);
  private final Coin coin = world.issue("coin", ana, Amount.parse("40.00"));
  private final StateProver.Made made =
      world.prove(
          Intent.pay(
              false,
              Optional.of(coin),
              new Intent.Payment(world.address(ben), Amount.parse("7.00"), ByteString.EMPTY)),
          ana);
  private final PreparedTransaction prepared = world.prepared(made.transaction());
  private final PsAggregator aggregator = new PsAggregator(world.keys.threshold());

  private List<PartialSignature> shares(SigningRequest request) {
    return world.keys.shares().stream().map(share -> share.sign(request)).toList();
  }

  private Aggregation<PsSignature> obtainState(List<PartialSignature> shares) {
    return aggregator.obtain(
        made.successor().request(),
        made.successor().message(world.suite),
        made.successor().blindings(),
        shares);
  }

  private static PsSignature complete(Aggregation<PsSignature> aggregation) {
    return switch (aggregation) {
      case Aggregation.Complete<PsSignature> complete -> complete.result();
      case Aggregation.TooFew<PsSignature> other -> throw new AssertionError(other);
      case Aggregation.InvalidIndices<PsSignature> other -> throw new AssertionError(other);
      case Aggregation.WrongOpening<PsSignature> other -> throw new AssertionError(other);
    };
  }

  /** All pairs of four. */
  private static List<List<PartialSignature>> pairs(List<PartialSignature> shares) {
    List<List<PartialSignature>> pairs = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      for (int j = 0; j < shares.size(); j++) {
        if (i != j) {
          pairs.add(List.of(shares.get(i), shares.get(j)));
        }
      }
    }
    return pairs;
  }

  /** Whichever they are. */
  @Test
  @Requirement("D5")
  @Property("P19")
  void anyTwoOfFourOperatorsGiveTheSameState() {
    List<PartialSignature> shares = shares(made.successor().request());
    PsSignature first = complete(obtainState(shares.subList(0, 2)));
    for (List<PartialSignature> pair : pairs(shares)) {
      assertThat(complete(obtainState(pair))).isEqualTo(first);
    }
  }

  /** And the same coin. */
  @Test
  @Requirement("D5")
  @Property("P19")
  void anyTwoOfFourOperatorsGiveTheSameCoin() {
    CoinOutput output = made.transaction().body().coin().orElseThrow();
    Outputs outputs = Outputs.of(world.suite, Kind.PAY.code(), prepared.nullifiers());
    CoinSecrets secrets = CoinSecrets.open(world.suite, ben.keys(), outputs, output).orElseThrow();
    SigningRequest request = prepared.outputs().getLast();
    List<Scalar> message = secrets.message(world.suite, outputs, ben.keys().pid());
    List<PsSignature> obtained = new ArrayList<>();
    for (List<PartialSignature> pair : pairs(shares(request))) {
      obtained.add(complete(aggregator.obtain(request, message, secrets.blindings(), pair)));
    }
    assertThat(obtained).hasSize(12).containsOnly(obtained.getFirst());
  }

  /** A function of the committed record, also when it is read from bytes again. */
  @Test
  void answersTheSameForTheSameRecord() throws MalformedInput {
    PrivateTransaction again = PrivateTransaction.decode(world.suite, made.transaction().encode());
    List<SigningRequest> requests = world.prepared(again).outputs();
    for (int i = 0; i < requests.size(); i++) {
      assertThat(requests.get(i).digest()).isEqualTo(prepared.outputs().get(i).digest());
      assertThat(shares(requests.get(i))).isEqualTo(shares(prepared.outputs().get(i)));
    }
  }

  /** And when the operator has been restarted in between. */
  @Test
  void answersTheSameAfterARestart() throws MalformedInput {
    SigningRequest request = made.successor().request();
    for (PsKeyShare share : world.keys.shares()) {
      PsKeyShare restarted = PsKeyShare.fromSecret(share.toSecret());
      assertThat(restarted.sign(request)).isEqualTo(share.sign(request));
    }
  }

  /** 74. */
  @Test
  @Requirement("D5")
  @Property("P19")
  void oneOperatorAloneGivesNothing() {
    assertThat(obtainState(shares(made.successor().request()).subList(0, 1)))
        .isInstanceOf(Aggregation.TooFew.class);
  }

  /** 71: a lying operator is found out, and the holder has its money all the same. */
  @Test
  @Requirement("D5")
  @Property("P9")
  void aLyingOperatorDoesNotKeepAHolderFromItsMoney() {
    List<PartialSignature> shares = new ArrayList<>(shares(made.successor().request()));
    PsSignature honest = complete(obtainState(shares));
    shares.set(0, new PartialSignature(1, shares.get(1).value()));
    assertThat(obtainState(shares))
        .isEqualTo(new Aggregation.Complete<>(honest, new TreeSet<>(List.of(1))));
  }

  /** 71: shares of another key generation, and one operator counted twice. */
  @Test
  void refusesSharesOfAnotherGenerationAndOneShareTwice() {
    SigningRequest request = made.successor().request();
    DealtKeys others = DealtKeys.deal(4, 2, world.entropy);
    assertThat(obtainState(others.shares().stream().map(s -> s.sign(request)).toList()))
        .isInstanceOf(Aggregation.TooFew.class);
    PartialSignature one = shares(request).getFirst();
    assertThat(obtainState(List.of(one, one))).isInstanceOf(Aggregation.InvalidIndices.class);
  }

  /**
   * 72: a commitment with a component outside the group is accepted by the cofactored equations. A
   * share of it must be the share of its component inside, or it tells the key modulo 3, 11, …
   */
  @Test
  @Requirement("D5")
  void sharesOfACommitmentOutsideTheGroupTellNothingOfTheKey() {
    Forger forger = new Forger(world);
    for (int order : Torsion.ORDERS) {
      StateTransaction shifted =
          forger.forge(Kind.PAY, ana).shifting("C_pid", Torsion.ofOrder(order)).make();
      assertThat(forger.refusal(shifted)).isEmpty();
      SigningRequest request = world.prepared(shifted).outputs().getFirst();
      SigningRequest inside = withoutTorsion(request, shifted, order);
      for (PsKeyShare share : world.keys.shares()) {
        PartialSignature signed = share.sign(request);
        assertThat(signed.value().isInSubgroup()).isTrue();
        assertThat(signed).isEqualTo(share.sign(inside));
      }
    }
  }

  private SigningRequest withoutTorsion(
      SigningRequest request, StateTransaction shifted, int order) {
    var attributes = new ArrayList<>(request.attributes());
    attributes.set(
        0, new Attribute.Committed(shifted.body().output().cPid().minus(Torsion.ofOrder(order))));
    return new SigningRequest(request.base(), attributes);
  }
}
