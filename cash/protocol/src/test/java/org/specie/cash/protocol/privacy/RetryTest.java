package org.specie.cash.protocol.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.proof.Forger;
import org.specie.cash.protocol.proof.Forgery;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** 92: two attempts on one state, as after a refusal or an epoch that passed meanwhile. */
@Requirement("D8")
final class RetryTest {
  private final World world = new World(92);
  private final Forger forger = new Forger(world);
  private final Holder ana = forger.with(world.enrol("ana", 0), "477.00", "999.00");
  private final Holder ben = world.enrol("ben", 0);
  private final Coin coin = world.issue("coin", ana, Amount.parse("12.00"));

  private StateTransaction paying(Optional<Coin> claimed, String amount) {
    Intent.Payment payment =
        new Intent.Payment(world.address(ben), Amount.parse(amount), ByteString.EMPTY);
    return world.prove(Intent.pay(false, claimed, payment), ana).transaction();
  }

  private View both(StateTransaction first, StateTransaction second) {
    return new View()
        .see("first", first)
        .operate("first", world.prepared(first), world.keys.shares())
        .see("second", second)
        .operate("second", world.prepared(second), world.keys.shares());
  }

  private static Set<String> equalities(View view) {
    Set<String> groups = Distinguishers.equalities(view);
    groups.removeIf(group -> group.contains(".public"));
    groups.remove("first.policy = second.policy");
    return groups;
  }

  @Test
  @Property("P8")
  void twoAttemptsShareTheNullifierOfTheStateAndNothingElse() {
    View view = both(paying(Optional.empty(), "2.50"), paying(Optional.empty(), "3.00"));
    assertThat(equalities(view))
        .containsExactly("first.N_0 = second.N_0", "first.canonical0 = second.canonical0");
    assertThat(Multiples.among(view)).isEmpty();
  }

  /** A coin claimed in both is recognised by its nullifier, as a state is; so bases are equal. */
  @Test
  @Property("P8")
  void twoAttemptsToClaimOneCoinShareItsNullifierToo() {
    View view = both(paying(Optional.of(coin), "2.50"), paying(Optional.of(coin), "2.50"));
    assertThat(equalities(view))
        .containsExactly(
            "first.N_0 = second.N_0",
            "first.canonical0 = second.canonical0",
            "first.canonical1 = second.canonical1",
            "first.output0.base = second.output0.base",
            "first.output1.base = second.output1.base",
            "first.slot1.N = second.slot1.N");
    assertThat(Multiples.among(view)).isEmpty();
  }

  private Forgery forged(Scalar blinding, String amount) {
    return forger
        .forge(Kind.PAY, ana)
        .with("v", Forger.minor(amount))
        .blinding("rho1", blinding)
        .blinding("rho2", blinding);
  }

  /** The control: blindings that follow from the state alone give away what differs. */
  @Test
  void blindingsWithoutASaltWouldGiveAwayTheDifference() {
    Scalar blinding = Scalar.random(world.entropy);
    View view = both(forged(blinding, "2.50").make(), forged(blinding, "5.50").make());
    assertThat(Multiples.likelyDifferences(view))
        .contains("first.P_bal - second.P_bal = 300·G", "first.P_v - second.P_v = 300·G");
    View equal = both(forged(blinding, "2.50").make(), forged(blinding, "2.50").make());
    assertThat(equalities(equal)).contains("first.P_v = second.P_v");
  }
}
