package org.specie.quality.conformance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What every replica computes must come out the same on every machine: invariant I8, a replica's
 * state is a function of the log alone. So the rooms that compute it name nothing that differs
 * between machines or runs.
 */
final class Determinism {
  /** A class or member that a deterministic room must not name, and what to use instead. */
  private record Ban(Pattern name, String instead) {
    static Ban of(String regex, String instead) {
      return new Ban(Pattern.compile(regex), instead);
    }
  }

  private static final String TIME = "take the time from the decided block";
  private static final String CHANCE = "take an org.specie.kernel.core.port.Entropy as argument";
  private static final String THREADS = "compute in the caller's thread; the shell owns threads";
  private static final String WORLD = "take what you need as argument; the shell does the I/O";
  private static final String LOCALE = "pass Locale.ROOT, or join the text";
  private static final String CHARSET = "pass StandardCharsets.UTF_8";
  private static final String MACHINE = "take it as argument; machines differ";
  private static final String ORDER = "use a TreeMap, TreeSet, LinkedHashMap or List";

  private static final List<Ban> CLASSES =
      List.of(
          Ban.of("java\\.time\\.(Clock|ZoneId|InstantSource)", TIME),
          Ban.of("java\\.util\\.(Date|Calendar|Timer|TimeZone)", TIME),
          Ban.of("org\\.specie\\.kernel\\.core\\.port\\.Clock", TIME),
          Ban.of("java\\.util\\.(Random|SplittableRandom|random\\..*)", CHANCE),
          Ban.of("java\\.util\\.concurrent\\.ThreadLocalRandom", CHANCE),
          Ban.of("java\\.security\\.SecureRandom", CHANCE),
          Ban.of("java\\.lang\\.(Thread|ThreadGroup|ThreadLocal|Process|ProcessBuilder)", THREADS),
          Ban.of(
              "java\\.util\\.concurrent\\.(?!atomic\\.|locks\\.|Concurrent|ThreadLocalRandom).*",
              THREADS),
          Ban.of("java\\.net\\..*", WORLD),
          Ban.of("java\\.nio\\.(channels|file)\\..*", WORLD),
          Ban.of(
              "java\\.io\\.(File|FileInputStream|FileOutputStream|FileReader|FileWriter)", WORLD),
          Ban.of("java\\.io\\.RandomAccessFile", WORLD));

  private static final List<Ban> MEMBERS =
      List.of(
          Ban.of("java\\.lang\\.System\\.(currentTimeMillis|nanoTime)\\(\\)", TIME),
          Ban.of("java\\.time\\..*\\.now\\(.*\\)", TIME),
          Ban.of("java\\.lang\\.Math\\.random\\(\\)", CHANCE),
          Ban.of("java\\.util\\.UUID\\.randomUUID\\(\\)", CHANCE),
          Ban.of("java\\.util\\.Collections\\.shuffle\\(java.util.List\\)", CHANCE),
          Ban.of(".*\\.parallel(Stream|Sort|Prefix|SetAll)?\\(.*\\)", THREADS),
          Ban.of("java\\.lang\\.String\\.format\\(java\\.lang\\.String,.*\\)", LOCALE),
          Ban.of(
              "java\\.lang\\.String\\.(formatted|toLowerCase|toUpperCase)\\((|\\[.*)\\)", LOCALE),
          Ban.of("java\\.util\\.Locale\\.getDefault\\(.*\\)", LOCALE),
          Ban.of("java\\.util\\.Formatter\\.<init>\\((?!.*Locale).*\\)", LOCALE),
          Ban.of("java\\.lang\\.String\\.getBytes\\(\\)", CHARSET),
          Ban.of("java\\.lang\\.String\\.<init>\\(\\[B(, int, int)?\\)", CHARSET),
          Ban.of("java\\.nio\\.charset\\.Charset\\.defaultCharset\\(\\)", CHARSET),
          Ban.of("java\\.io\\.(Input|Output)Stream(Reader|Writer)\\.<init>\\([^,]*\\)", CHARSET),
          Ban.of("java\\.lang\\.System\\.(getenv|getProperty|identityHashCode)\\(.*\\)", MACHINE),
          Ban.of("java\\.lang\\.Runtime\\..*", MACHINE));

  private static final List<Ban> ORDERS =
      List.of(
          Ban.of("java\\.util\\.Hash(Map|Set)\\.(<init>|newHashMap|newHashSet)\\(.*\\)", ORDER),
          Ban.of("java\\.util\\.IdentityHashMap\\.<init>\\(.*\\)", ORDER),
          Ban.of("java\\.util\\.(Map|Set)\\.(of|copyOf|ofEntries)\\(.*\\)", ORDER),
          Ban.of(
              "java\\.util\\.stream\\.Collectors\\.to(Unmodifiable)?(Set|ConcurrentMap)\\(.*\\)",
              ORDER),
          Ban.of(
              "java\\.util\\.stream\\.Collectors\\.(toUnmodifiableMap|groupingByConcurrent)\\(.*\\)",
              ORDER),
          Ban.of(
              "java\\.util\\.stream\\.Collectors\\.(toMap|groupingBy|partitioningBy)"
                  + "\\((?!.*Supplier).*\\)",
              ORDER));

  private Determinism() {}

  /** Nothing in the deterministic rooms names a clock, chance, a thread, the network or a file. */
  static ArchRule namesNothingThatDiffersBetweenReplicas(String root) {
    return classes()
        .that(areDeterministic(root))
        .should(avoid("name nothing that differs between replicas", CLASSES, MEMBERS))
        .because("I8: a replica's state is a function of the log alone")
        .allowEmptyShould(true);
  }

  /** Hash order never reaches the state, because the rooms that write it make no hash maps. */
  static ArchRule makesNoHashOrder(String root) {
    return classes()
        .that(areDeterministic(root))
        .and()
        .resideOutsideOfPackage(root + ".cash.protocol..")
        .should(avoid("make no collection whose order depends on hashes", List.of(), ORDERS))
        .because("I8: a replica's state is a function of the log alone")
        .allowEmptyShould(true);
  }

  /** No floating-point number, not even in between. */
  static ArchRule countsInIntegers(String root) {
    return classes()
        .that(areDeterministic(root))
        .should(new FloatingPointFree())
        .because("money is counted in whole minor units; use long with exact arithmetic")
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> areDeterministic(String root) {
    DescribedPredicate<JavaClass> rooms =
        JavaClass.Predicates.resideInAnyPackage(
            root + ".ledger.state..",
            root + ".ledger.consensus..",
            root + ".cash.protocol..",
            root + ".cash.application..",
            root + ".offline.token..");
    DescribedPredicate<JavaClass> adapter =
        JavaClass.Predicates.resideInAPackage(root + ".ledger.state..rocksdb..");
    return rooms.and(DescribedPredicate.not(adapter)).as("are in deterministic rooms");
  }

  private static ArchCondition<JavaClass> avoid(
      String description, List<Ban> banned, List<Ban> bannedMembers) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass javaClass, ConditionEvents events) {
        for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
          String target = dependency.getTargetClass().getBaseComponentType().getName();
          String outer = target.contains("$") ? target.substring(0, target.indexOf('$')) : target;
          report(javaClass, banned, outer, dependency.getDescription(), events);
        }
        for (JavaAccess<?> access : javaClass.getAccessesFromSelf()) {
          if (access.getTarget() instanceof CodeUnitCallTarget target) {
            report(
                javaClass,
                bannedMembers,
                target.getFullName().replace('$', '.'),
                access.getDescription(),
                events);
          }
        }
      }
    };
  }

  private static void report(
      JavaClass javaClass, List<Ban> bans, String name, String where, ConditionEvents events) {
    for (Ban ban : bans) {
      if (ban.name().matcher(name).matches()) {
        events.add(SimpleConditionEvent.violated(javaClass, where + "; instead, " + ban.instead()));
      }
    }
  }
}
