package org.specie.cash.protocol.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.disclosure.DisclosureClaim.Line;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Every step of a part of one line, and claims that leave one out, add one or change an amount. */
@Requirement("U11")
final class DisclosureClaimTest {
  private static final World WORLD = new World(342);
  private static final Past ANA = Past.ofEveryKind(WORLD);
  private static final Past DAN = Past.ofClaims(WORLD, "dan", 4);
  private static final int LAST = ANA.steps.size() - 1;
  private static final int BYTES_APART = 211;

  /** The steps after the state at {@code from}, up to the one at {@code until}. */
  private static DisclosureClaim claim(Past past, int from, int until) {
    return new DisclosureClaim(
        past.maker(from), past.lines.subList(from, until), past.steps.get(until));
  }

  private static HolderKeys keys(Past past) {
    return past.holder().keys();
  }

  private static ByteString prove(DisclosureClaim claim, Past past, int from) {
    return claim.prove(
        WORLD.suite, keys(past), past.before(from), Past.transcript("a"), WORLD.entropy);
  }

  private static boolean verifies(DisclosureClaim claim, Past past, ByteString proof) {
    return claim.verifies(WORLD.suite, keys(past).publicSpendKey(), Past.transcript("a"), proof);
  }

  private static boolean isProvable(DisclosureClaim claim, Past past, int from) {
    return verifies(claim, past, prove(claim, past, from));
  }

  private static DisclosureClaim with(DisclosureClaim claim, List<Line> lines) {
    return new DisclosureClaim(claim.first(), lines, claim.last());
  }

  private static Line amounts(Line line, long received, long paid, long returned) {
    return new Line(
        line.step(),
        Amount.ofMinor(line.received().minor() + received),
        Amount.ofMinor(line.paid().minor() + paid),
        Amount.ofMinor(line.returned().minor() + returned));
  }

  @Test
  void provesEveryPartOfALine() {
    for (int from = 0; from <= LAST; from += 3) {
      for (int until = from; until <= LAST; until += 3) {
        assertThat(isProvable(claim(ANA, from, until), ANA, from))
            .as("%d to %d", from, until)
            .isTrue();
      }
    }
    assertThat(isProvable(claim(ANA, 0, LAST), ANA, 0)).isTrue();
  }

  @Test
  void amountsComeToWhatTheStateHolds() {
    long change = ANA.lines.stream().mapToLong(Line::change).sum();
    assertThat(change).isEqualTo(ANA.states.getLast().balance().minor());
  }

  @Test
  @Property("P15")
  void refusesALineWithoutOneStep() {
    DisclosureClaim claim = claim(ANA, 1, LAST);
    ByteString genuine = prove(claim, ANA, 1);
    for (int at = 0; at < claim.lines().size(); at++) {
      List<Line> lines = new ArrayList<>(claim.lines());
      lines.remove(at);
      DisclosureClaim lie = with(claim, lines);
      assertThat(isProvable(lie, ANA, 1)).as("without step %d", at).isFalse();
      assertThat(verifies(lie, ANA, genuine)).as("without step %d", at).isFalse();
    }
  }

  @Test
  @Property("P15")
  void refusesALineWithOneStepMore() {
    DisclosureClaim claim = claim(ANA, 2, 5);
    Map<String, Line> more = new LinkedHashMap<>();
    more.put("a step of before", ANA.lines.get(1));
    more.put("a step of afterwards", ANA.lines.get(6));
    more.put("a step of it again", ANA.lines.get(3));
    more.put("a step of somebody else", DAN.lines.get(1));
    more.forEach(
        (what, line) -> {
          for (int at = 0; at <= claim.lines().size(); at++) {
            List<Line> lines = new ArrayList<>(claim.lines());
            lines.add(at, line);
            assertThat(isProvable(with(claim, lines), ANA, 2)).as("%s at %d", what, at).isFalse();
          }
        });
  }

  @Test
  void refusesStepsInAnotherOrder() {
    DisclosureClaim claim = claim(ANA, 0, 4);
    List<Line> lines = new ArrayList<>(claim.lines());
    Collections.swap(lines, 1, 2);
    assertThat(isProvable(with(claim, lines), ANA, 0)).isFalse();
  }

  @Test
  void refusesAnotherBeginningAndAnotherEnd() {
    DisclosureClaim claim = claim(ANA, 2, 5);
    for (int other : new int[] {0, 1, 3}) {
      DisclosureClaim lie = new DisclosureClaim(ANA.maker(other), claim.lines(), claim.last());
      assertThat(isProvable(lie, ANA, 2)).as("from %d", other).isFalse();
    }
    for (int other : new int[] {4, 6}) {
      DisclosureClaim lie = new DisclosureClaim(claim.first(), claim.lines(), ANA.steps.get(other));
      assertThat(isProvable(lie, ANA, 2)).as("until %d", other).isFalse();
    }
  }

  @Test
  void refusesTheLineOfSomebodyElse() {
    DisclosureClaim dan = claim(DAN, 1, 3);
    assertThat(isProvable(dan, DAN, 1)).isTrue();
    assertThat(isProvable(dan, ANA, 1)).isFalse();
    assertThat(verifies(dan, ANA, prove(dan, DAN, 1))).isFalse();
    DisclosureClaim ana = claim(ANA, 1, 3);
    assertThat(isProvable(new DisclosureClaim(dan.first(), ana.lines(), ana.last()), ANA, 1))
        .isFalse();
    assertThat(isProvable(new DisclosureClaim(ana.first(), ana.lines(), dan.last()), ANA, 1))
        .isFalse();
  }

  @Test
  void refusesEveryOtherAmount() {
    DisclosureClaim claim = claim(ANA, 0, LAST);
    for (int at = 0; at < claim.lines().size(); at++) {
      Line line = claim.lines().get(at);
      List<Line> others =
          List.of(
              amounts(line, 1, 0, 0),
              amounts(line, 0, 1, 0),
              amounts(line, 0, 0, 1),
              // With the same balance afterwards.
              amounts(line, 1, 1, 0),
              amounts(line, 0, 1, 1),
              amounts(line, line.received().minor() > 0 ? -1 : 0, 0, 1));
      for (Line other : others) {
        List<Line> lines = new ArrayList<>(claim.lines());
        lines.set(at, other);
        assertThat(isProvable(with(claim, lines), ANA, 0)).as("step %d: %s", at, other).isFalse();
      }
    }
  }

  /** The sum is right, and what came in stands at another time. */
  @Test
  void refusesAmountsThatStandAtAnotherStep() {
    DisclosureClaim claim = claim(ANA, 0, 3);
    List<Line> lines = new ArrayList<>(claim.lines());
    lines.set(0, amounts(lines.get(0), -100, 0, 0));
    lines.set(1, amounts(lines.get(1), 100, 0, 0));
    assertThat(isProvable(with(claim, lines), ANA, 0)).isFalse();
  }

  @Test
  void refusesEveryByteThatWasChanged() {
    DisclosureClaim claim = claim(ANA, 1, 5);
    byte[] proof = prove(claim, ANA, 1).toByteArray();
    for (int at = 0; at < proof.length; at += BYTES_APART) {
      byte[] changed = proof.clone();
      changed[at] ^= 1;
      assertThat(verifies(claim, ANA, ByteString.copyOf(changed))).as("byte %d", at).isFalse();
    }
    assertThat(verifies(claim, ANA, ByteString.EMPTY)).isFalse();
  }
}
