package org.specie.cash.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * A generator that starts over, as on a machine restored from a snapshot: item 49 of the refusals,
 * and break 8 of UTT, where every call encrypted under the same randomness.
 */
@Requirement("D8")
final class RepeatedRandomnessTest {
  private static final int WINDOW = 32;
  private static final int CLEAR_TEXT = 1 + 84 - 32;

  private final World world = new World(108);
  private final Holder ana = world.enrol("ana", 0);
  private final Holder ben = world.enrol("ben", 0);
  private final Coin coin = world.issue("coin", ana, Amount.parse("40.00"));

  private static Entropy restored() {
    Random random = new Random(7);
    return random::nextBytes;
  }

  private StateTransaction prove(Intent intent, Holder holder) {
    StateProver.Made made =
        world.prover().prove(intent, holder.keys(), holder.state(), World.VALID_UNTIL, restored());
    assertThat(world.accepts(made.transaction())).isTrue();
    return made.transaction();
  }

  private Intent paying(String amount) {
    return Intent.pay(
        false,
        Optional.of(coin),
        new Intent.Payment(world.address(ben), Amount.parse(amount), ByteString.EMPTY));
  }

  private static Intent idle() {
    return Intent.claim(false, Optional.empty());
  }

  /** All runs of 32 bytes, at any offset, that stand in both. */
  private static Set<ByteString> common(ByteString one, ByteString other) {
    Set<ByteString> windows = new HashSet<>();
    for (int at = 0; at + WINDOW <= one.size(); at++) {
      windows.add(one.slice(at, at + WINDOW));
    }
    Set<ByteString> found = new HashSet<>();
    for (int at = 0; at + WINDOW <= other.size(); at++) {
      ByteString window = other.slice(at, at + WINDOW);
      if (windows.contains(window)) {
        found.add(window);
      }
    }
    return found;
  }

  /** What two transactions share though everything random in them should differ. */
  private static Set<ByteString> sharedSecrets(StateTransaction one, StateTransaction other) {
    Set<ByteString> shared = sharedBesidesClearText(one.encode(), other.encode());
    StateBody body = one.body();
    shared.removeIf(window -> standsIn(encoded(body.nullifier()), window));
    // The nullifier of a coin shown twice is the same; that of a dummy never is.
    shared.removeIf(window -> standsIn(encoded(body.slots().getFirst().nullifier()), window));
    return shared;
  }

  /** Kind, generation, class, epoch, policy and valid-until are equal for everybody. */
  private static Set<ByteString> sharedBesidesClearText(ByteString one, ByteString other) {
    return common(one.slice(CLEAR_TEXT, one.size()), other.slice(CLEAR_TEXT, other.size()));
  }

  private static boolean standsIn(ByteString known, ByteString window) {
    return !common(known, window).isEmpty();
  }

  private static ByteString encoded(G1 point) {
    return ByteString.copyOf(point.toByteArray());
  }

  /** 49: two payments from one state, as after a refusal and a restart. */
  @Test
  @Property("P8")
  void twoPaymentsOfOneStateShareNothingButNullifiers() {
    StateTransaction one = prove(paying("5.00"), ana);
    StateTransaction other = prove(paying("6.00"), ana);
    assertThat(other.body().nullifier()).isEqualTo(one.body().nullifier());
    assertThat(sharedSecrets(one, other)).isEmpty();
    assertThat(one.body().header().salt()).isNotEqualTo(other.body().header().salt());
  }

  /** 49: two memos under one key and no nonce would give away the difference of what they say. */
  @Test
  void twoMemosAreNotUnderOneKey() {
    ByteString one = prove(paying("5.00"), ana).body().memo();
    ByteString other = prove(paying("5.01"), ana).body().memo();
    // The income is the third word of both plaintexts and equal.
    assertThat(one.slice(16, 24)).isNotEqualTo(other.slice(16, 24));
  }

  /** 49: the nullifier of a dummy is eta/(k + psi); a psi used twice would make two into one. */
  @Test
  void dummiesOfTwoStatesHaveDifferentNullifiers() {
    StateProver.Made first =
        world.prover().prove(idle(), ana.keys(), ana.state(), World.VALID_UNTIL, restored());
    Holder next = ana.with(world.credential(first.successor()));
    StateTransaction second = prove(idle(), next);
    assertThat(second.body().slots().getFirst().nullifier())
        .isNotEqualTo(first.transaction().body().slots().getFirst().nullifier());
    assertThat(sharedSecrets(first.transaction(), second)).isEmpty();
  }

  /** 49: two wallets that were copies of one machine do not mark each other's transactions. */
  @Test
  void twoWalletsShareNothing() {
    assertThat(sharedSecrets(prove(idle(), ana), prove(idle(), ben))).isEmpty();
  }

  /** The same wish twice is the same bytes twice, which says nothing new. */
  @Test
  void repeatingTheSamePaymentRepeatsItsBytes() {
    Intent intent = paying("5.00");
    assertThat(prove(intent, ana).encode()).isEqualTo(prove(intent, ana).encode());
  }

  /** 49: folds and links too. */
  @Test
  void twoFoldsAndTwoLinksShareNothing() {
    Coin other = world.issue("other", ana, Amount.parse("40.00"));
    assertThat(sharedBesidesClearText(fold(coin), fold(other))).isEmpty();

    ByteString first = link(0);
    ByteString second = link(1);
    Set<ByteString> shared = sharedBesidesClearText(first, second);
    shared.removeIf(window -> standsIn(encoded(ana.keys().link(account())), window));
    assertThat(shared).isEmpty();
  }

  private ByteString fold(Coin folded) {
    return world
        .foldProver()
        .fold(ana.keys(), ana.state(), List.of(folded), World.VALID_UNTIL, restored())
        .encode();
  }

  private static ByteString account() {
    return ByteString.copyOf(new byte[20]);
  }

  private ByteString link(long nonce) {
    return world
        .foldProver()
        .link(ana.keys(), ana.state(), account(), nonce, World.VALID_UNTIL, restored())
        .body()
        .bytes();
  }

  /** A generator that is stuck is noticed before anything is made of it. */
  @Test
  void stopsAtAGeneratorThatIsStuck() {
    Entropy stuck = target -> Arrays.fill(target, (byte) 9);
    assertThatThrownBy(
            () -> world.prover().prove(idle(), ana.keys(), ana.state(), World.VALID_UNTIL, stuck))
        .isInstanceOf(InvariantViolation.class);
  }
}
