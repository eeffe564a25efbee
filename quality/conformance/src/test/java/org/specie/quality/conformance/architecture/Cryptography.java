package org.specie.quality.conformance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The mathematics knows no word of money, and nobody makes a base whose logarithm is known. */
final class Cryptography {
  private static final Set<String> WORDS_OF_MONEY =
      Set.of(
          "account",
          "amount",
          "balance",
          "bank",
          "budget",
          "cash",
          "coin",
          "currency",
          "ledger",
          "merchant",
          "money",
          "nullifier",
          "payee",
          "payer",
          "payment",
          "replica",
          "transaction",
          "wallet");

  /** BIP-44 calls levels of its paths so; the names of a standard are not ours to choose. */
  private static final Set<String> WORDS_OF_BIP_44 = Set.of("account", "coin");

  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");
  private static final Set<String> GROUPS =
      Set.of(
          "org.specie.kernel.crypto.bls381.G1",
          "org.specie.kernel.crypto.bls381.G2",
          "org.specie.kernel.crypto.bls381.G1Msm");
  private static final Set<String> MAKES_A_POINT =
      Set.of("times", "plus", "minus", "negate", "sum", "decode", "decodeCompressed");

  private Cryptography() {}

  /** Names in kernel/crypto say what a thing is mathematically. */
  static ArchRule knowsNoWordOfMoney(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".kernel.crypto..")
        .should(useNoWordOfMoney(root))
        .because("mathematics knows no product words; name the mathematical thing")
        .allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> useNoWordOfMoney(String root) {
    return new ArchCondition<>("use no word of money") {
      @Override
      public void check(JavaClass javaClass, ConditionEvents events) {
        String inside = javaClass.getName().substring(root.length());
        Stream.concat(Stream.of(inside), javaClass.getMembers().stream().map(JavaMember::getName))
            .flatMap(name -> WORD.matcher(name).results().map(found -> found.group()))
            .map(word -> word.toLowerCase(Locale.ROOT))
            .map(word -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
            .filter(WORDS_OF_MONEY::contains)
            .filter(word -> !(inside.contains(".signature.") && WORDS_OF_BIP_44.contains(word)))
            .distinct()
            .forEach(
                word ->
                    events.add(
                        SimpleConditionEvent.violated(
                            javaClass, javaClass.getName() + " says '" + word + "'")));
      }
    };
  }

  /**
   * Fixed points come out of {@code hashToCurve} (or are the standard generator): a base made in
   * any other way has a logarithm that somebody may know. Held wherever a fixed point can come
   * from: static initialisers, and classes called Bases or Generators.
   */
  static ArchRule basesComeFromHashToCurve(String root) {
    return classes()
        .that()
        .resideInAnyPackage(root + ".kernel.crypto..", root + ".ledger..", root + ".cash..")
        .and()
        .resideOutsideOfPackage(root + ".kernel.crypto.bls381..")
        .should(deriveFixedPointsByHashing())
        .because("a base with a known logarithm forges any sum; use G1.hashToCurve")
        .allowEmptyShould(true);
  }

  private static ArchCondition<JavaClass> deriveFixedPointsByHashing() {
    return new ArchCondition<>("derive fixed points by hashing to the curve only") {
      @Override
      public void check(JavaClass javaClass, ConditionEvents events) {
        for (JavaMethodCall call : javaClass.getMethodCallsFromSelf()) {
          if (makesFixedPoints(javaClass, call.getOrigin())
              && GROUPS.contains(call.getTargetOwner().getName())
              && MAKES_A_POINT.contains(call.getName())) {
            events.add(SimpleConditionEvent.violated(javaClass, call.getDescription()));
          }
        }
      }
    };
  }

  private static boolean makesFixedPoints(JavaClass javaClass, JavaCodeUnit origin) {
    return origin.getName().equals("<clinit>")
        || List.of("Bases", "Generators").stream().anyMatch(javaClass.getSimpleName()::endsWith);
  }
}
