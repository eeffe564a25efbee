package org.specie.cash.protocol.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Income between two states of one line, and claims of less. */
@Requirement({"D29", "R154"})
final class IncomeClaimTest {
  private static final World WORLD = new World(341);
  private static final Past ANA = Past.ofEveryKind(WORLD);
  private static final Past DAN = Past.ofClaims(WORLD, "dan", 4);
  private static final int LAST = ANA.steps.size() - 1;
  private static final int BYTES_APART = 29;

  /** From the state at {@code from} to the one at {@code until}, each with its consumer. */
  private static IncomeClaim claim(Past past, int from, int until) {
    return new IncomeClaim(
        past.maker(from),
        Optional.of(past.steps.get(from)),
        past.maker(until),
        past.steps.get(until),
        past.states.get(until).income().minus(past.states.get(from).income()));
  }

  private static ByteString prove(IncomeClaim claim, Past past, int from) {
    return claim.prove(
        WORLD.suite, keys(past), past.before(from), Past.transcript("a"), WORLD.entropy);
  }

  private static HolderKeys keys(Past past) {
    return past.holder().keys();
  }

  private static boolean verifies(IncomeClaim claim, Past past, ByteString proof) {
    return verifies(claim, keys(past).publicSpendKey(), proof, "a");
  }

  private static boolean verifies(
      IncomeClaim claim, G1 publicSpendKey, ByteString proof, String statement) {
    return claim.verifies(WORLD.suite, publicSpendKey, Past.transcript(statement), proof);
  }

  /** Whether somebody who knows all of {@code past} has {@code claim} believed. */
  private static boolean isProvable(IncomeClaim claim, Past past, int from) {
    return verifies(claim, past, prove(claim, past, from));
  }

  private static IncomeClaim of(IncomeClaim claim, Amount income) {
    return new IncomeClaim(
        claim.first(), claim.firstConsumer(), claim.last(), claim.lastConsumer(), income);
  }

  @Test
  void provesTheIncomeBetweenAnyTwoStates() {
    for (int from = 0; from <= LAST; from += 2) {
      for (int until = from; until <= LAST; until += 3) {
        IncomeClaim claim = claim(ANA, from, until);
        assertThat(isProvable(claim, ANA, from)).as("%d to %d", from, until).isTrue();
      }
    }
    assertThat(claim(ANA, 0, LAST).income()).isEqualTo(Amount.parse("55.50"));
    assertThat(claim(ANA, 2, 5).income()).isEqualTo(Amount.parse("1.00"));
  }

  @Test
  void beginsWithTheEnrolmentWithoutAConsumer() {
    IncomeClaim whole = claim(ANA, 0, LAST);
    IncomeClaim claim =
        new IncomeClaim(
            whole.first(), Optional.empty(), whole.last(), whole.lastConsumer(), whole.income());
    assertThat(isProvable(claim, ANA, 0)).isTrue();
    assertThat(isProvable(of(claim, Amount.parse("55.49")), ANA, 0)).isFalse();
  }

  @Test
  @Property("P15")
  void refusesLessAndMoreThanCameIn() {
    IncomeClaim claim = claim(ANA, 1, LAST);
    for (String other : new String[] {"15.49", "15.51", "0.00", "11.50", "55.50"}) {
      IncomeClaim lie = of(claim, Amount.parse(other));
      assertThat(isProvable(lie, ANA, 1)).as(other).isFalse();
      assertThat(verifies(lie, ANA, prove(claim, ANA, 1))).as(other).isFalse();
    }
    // A state that claims to have held more at the beginning leaves less for the period.
    IncomeClaim less = of(claim, Amount.parse("10.50"));
    Before more = new Before(Amount.parse("45.00"), Amount.ZERO);
    ByteString proof =
        less.prove(WORLD.suite, keys(ANA), more, Past.transcript("a"), WORLD.entropy);
    assertThat(verifies(less, ANA, proof)).isFalse();
  }

  /** A payment that came in is left out: the step that claimed it is jumped over. */
  @Test
  void refusesAStateThatTheShownStepDidNotConsume() {
    IncomeClaim claim = claim(ANA, 1, 3);
    Map<String, IncomeClaim> lies = new LinkedHashMap<>();
    lies.put(
        "an earlier state at the end",
        new IncomeClaim(
            claim.first(), claim.firstConsumer(), ANA.maker(1), claim.lastConsumer(), Amount.ZERO));
    lies.put(
        "a later state at the beginning",
        new IncomeClaim(
            ANA.maker(2), claim.firstConsumer(), claim.last(), claim.lastConsumer(), Amount.ZERO));
    lies.put(
        "the enrolment at the end",
        new IncomeClaim(
            ANA.maker(0), ANA.maker(1).step(), ANA.maker(0), claim.lastConsumer(), Amount.ZERO));
    lies.put(
        "the enrolment at the beginning",
        new IncomeClaim(
            ANA.maker(0),
            claim.firstConsumer(),
            claim.last(),
            claim.lastConsumer(),
            ANA.states.get(3).income()));
    lies.forEach((what, lie) -> assertThat(isProvable(lie, ANA, 1)).as(what).isFalse());
  }

  @Test
  void refusesAFirstStepThatNobodyConsumed() {
    IncomeClaim claim = claim(ANA, 3, LAST);
    IncomeClaim loose =
        new IncomeClaim(
            claim.first(), Optional.empty(), claim.last(), claim.lastConsumer(), claim.income());
    assertThat(isProvable(loose, ANA, 3)).isFalse();
  }

  @Test
  void refusesIncomeWhereTheEnrolmentEndsThePeriod() {
    IncomeClaim nothing = claim(ANA, 0, 0);
    assertThat(isProvable(nothing, ANA, 0)).isTrue();
    assertThat(isProvable(of(nothing, Amount.parse("0.01")), ANA, 0)).isFalse();
  }

  @Test
  void refusesStepsOfSomebodyElse() {
    IncomeClaim ana = claim(ANA, 1, 3);
    IncomeClaim dan = claim(DAN, 1, 3);
    assertThat(isProvable(dan, DAN, 1)).isTrue();
    Map<String, IncomeClaim> lies = new LinkedHashMap<>();
    lies.put("all", dan);
    lies.put(
        "the first maker",
        new IncomeClaim(
            dan.first(), ana.firstConsumer(), ana.last(), ana.lastConsumer(), ana.income()));
    lies.put(
        "what consumed the first",
        new IncomeClaim(
            ana.first(), dan.firstConsumer(), ana.last(), ana.lastConsumer(), ana.income()));
    lies.put(
        "the last maker",
        new IncomeClaim(
            ana.first(), ana.firstConsumer(), dan.last(), ana.lastConsumer(), ana.income()));
    lies.put(
        "what consumed the last",
        new IncomeClaim(
            ana.first(), ana.firstConsumer(), ana.last(), dan.lastConsumer(), ana.income()));
    lies.forEach((what, lie) -> assertThat(isProvable(lie, ANA, 1)).as(what).isFalse());
  }

  @Test
  void isOfOnePersonAndOneStatement() {
    IncomeClaim claim = claim(ANA, 2, LAST);
    ByteString proof = prove(claim, ANA, 2);
    assertThat(verifies(claim, ANA, proof)).isTrue();
    assertThat(verifies(claim, DAN, proof)).isFalse();
    assertThat(verifies(claim, keys(ANA).publicSpendKey(), proof, "another recipient")).isFalse();
  }

  @Test
  void refusesEveryByteThatWasChanged() {
    IncomeClaim claim = claim(ANA, 2, LAST);
    byte[] proof = prove(claim, ANA, 2).toByteArray();
    for (int at = 0; at < proof.length; at += BYTES_APART) {
      byte[] changed = proof.clone();
      changed[at] ^= 1;
      assertThat(verifies(claim, ANA, ByteString.copyOf(changed))).as("byte %d", at).isFalse();
    }
    assertThat(verifies(claim, ANA, ByteString.EMPTY)).isFalse();
    assertThat(
            verifies(claim, ANA, ByteString.concat(ByteString.copyOf(proof), ByteString.utf8("x"))))
        .isFalse();
  }

  /** Two proofs of one claim share no byte string that could mark who made them. */
  @Test
  void isFreshEveryTime() {
    IncomeClaim claim = claim(ANA, 2, LAST);
    byte[] one = prove(claim, ANA, 2).toByteArray();
    byte[] other = prove(claim, ANA, 2).toByteArray();
    for (int at = 0; at + G1.SIZE <= one.length; at += 32) {
      assertThat(ByteString.copyOf(one).slice(at, at + 32))
          .isNotEqualTo(ByteString.copyOf(other).slice(at, at + 32));
    }
  }
}
