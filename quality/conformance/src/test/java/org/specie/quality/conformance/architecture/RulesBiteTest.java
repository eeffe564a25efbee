package org.specie.quality.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.quality.requirements.Requirement;

/** Each rule, held against the fixtures that break it: a rule that cannot fail proves nothing. */
class RulesBiteTest {
  private static final String FIXTURES = "org.specie.quality.conformance.fixture";
  private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(FIXTURES);

  private static List<String> violations(ArchRule rule) {
    return rule.evaluate(CLASSES).getFailureReport().getDetails();
  }

  private static List<String> nondeterminism() {
    List<String> all = new ArrayList<>();
    all.addAll(violations(Determinism.namesNothingThatDiffersBetweenReplicas(FIXTURES)));
    all.addAll(violations(Determinism.makesNoHashOrder(FIXTURES)));
    all.addAll(violations(Determinism.countsInIntegers(FIXTURES)));
    return all;
  }

  @Test
  @Requirement("E1")
  void arrowsThatPointUpwardsAreRefused() {
    List<String> all =
        Rooms.arrows(FIXTURES).stream().flatMap(rule -> violations(rule).stream()).toList();

    assertThat(all)
        .anyMatch(line -> line.contains("kernel.core.ReachesUp") && line.contains("Proof"))
        .anyMatch(line -> line.contains("cash.protocol.KnowsTheLedger") && line.contains("Engine"));
  }

  @Test
  @Requirement("E1")
  void classesOutsideTheRoomsAreRefused() {
    assertThat(violations(Rooms.everyClassIsInARoom(FIXTURES)))
        .hasSize(3)
        .anyMatch(line -> line.contains("elsewhere.Stray"))
        .anyMatch(line -> line.contains("util.Things"));
  }

  @Test
  void librariesInTheKernelAreRefused() {
    assertThat(violations(Rooms.kernelNeedsOnlyTheJdkAndCryptography(FIXTURES)))
        .anyMatch(line -> line.contains("UsesALibrary") && line.contains("assertj"));
  }

  @Test
  void storageEngineOutsideItsAdapterIsRefused() {
    assertThat(violations(Rooms.storageEngineStaysInItsAdapter(FIXTURES)))
        .isNotEmpty()
        .allMatch(line -> line.contains("KnowsTheEngine"));
  }

  @Test
  @Requirement("R39")
  void whoMovesMoneyOutsideAPurseIsRefused() {
    assertThat(violations(Rooms.onlyPursesMoveMoney(FIXTURES)))
        .hasSize(3)
        .anyMatch(line -> line.contains("PaysByItself.pays") && line.contains("SecureDevice.pay"))
        .anyMatch(line -> line.contains("PaysByItself.redeems") && line.contains("redeem"))
        .anyMatch(line -> line.contains("PaysByItself.knows") && line.contains("Redemption"));
  }

  @Test
  @Requirement("R74")
  void aConductorThatCountsMoneyIsRefused() {
    assertThat(violations(Rooms.conductorHoldsNoMoney(FIXTURES)))
        .hasSize(3)
        .anyMatch(line -> line.contains("CountsMoney.adds") && line.contains("Amount.plus"))
        .anyMatch(line -> line.contains("CountsMoney.pays") && line.contains("SecureDevice.pay"))
        .anyMatch(line -> line.contains("CountsMoney.knows") && line.contains("Redemption"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clock",
        "millis",
        "nanos",
        "instant",
        "random",
        "secureRandom",
        "threadLocalRandom",
        "uuid",
        "thread",
        "executor",
        "future",
        "parallel",
        "parallelLater",
        "parallelSort",
        "network",
        "channel",
        "file",
        "format",
        "formatted",
        "lowerCase",
        "locale",
        "bytes",
        "text",
        "reader",
        "property",
        "processors",
        "hashMap",
        "hashSet",
        "mapOf",
        "setOf",
        "toSet",
        "toMap",
        "groupingBy"
      })
  void whatDiffersBetweenReplicasIsRefusedWithItsReplacement(String method) {
    assertThat(nondeterminism())
        .anyMatch(
            line ->
                line.contains("Nondeterminism." + method + "(") && line.contains("; instead, "));
  }

  @Test
  void floatingPointIsRefusedEvenInBetween() {
    assertThat(violations(Determinism.countsInIntegers(FIXTURES)))
        .hasSize(2)
        .anyMatch(line -> line.contains("method doubleInBetween"))
        .anyMatch(line -> line.contains("method floatArgument"));
  }

  @Test
  void whatIsRightIsLeftAlone() {
    assertThat(nondeterminism())
        .noneMatch(line -> line.contains(".right("))
        .noneMatch(line -> line.contains("rocksdb.Adapter"))
        .noneMatch(line -> line.contains("ledger.local.Engine"));
  }

  @Test
  void wordsOfMoneyInTheMathematicsAreRefused() {
    assertThat(violations(Cryptography.knowsNoWordOfMoney(FIXTURES)))
        .singleElement()
        .asString()
        .contains("PedersenGroup says 'coin'");
  }

  @Test
  void basesWithKnownLogarithmsAreRefused() {
    String all =
        violations(Cryptography.basesComeFromHashToCurve(FIXTURES)).stream()
            .collect(Collectors.joining("\n"));

    assertThat(all).contains("HomemadeConstant.<clinit>", "RangeBases.wrong");
    assertThat(all).doesNotContain("RangeBases.right");
  }

  @Test
  void packagesWithoutNullMarkAreRefused() {
    assertThat(violations(Conventions.packagesAreNullMarked()))
        .anyMatch(line -> line.contains("fixture.util has no package-info.java"));
  }

  @Test
  void packagesWithEmptyNamesAreRefused() {
    assertThat(violations(Conventions.packagesAreNamedAfterConcepts()))
        .singleElement()
        .asString()
        .contains("'util'");
  }

  @Test
  void sleepAndSwitchedOffTestsAreRefused() {
    assertThat(violations(Conventions.nothingSleeps()))
        .anyMatch(line -> line.contains("Lazy.sleeps"));
    assertThat(violations(Conventions.noTestIsSwitchedOff()))
        .singleElement()
        .asString()
        .contains("Lazy");
  }
}
