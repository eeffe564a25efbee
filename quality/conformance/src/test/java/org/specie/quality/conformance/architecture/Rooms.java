package org.specie.quality.conformance.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may use whom. The arrows point downwards only; a room that is not listed under another is
 * closed to it.
 */
final class Rooms {
  private static final Set<String> KERNEL = Set.of("kernel.core", "kernel.crypto");

  /** Each room, and the rooms it may use. */
  private static final Map<String, Set<String>> MAY_USE = mayUse();

  private Rooms() {}

  private static Map<String, Set<String>> mayUse() {
    Map<String, Set<String>> rooms = new LinkedHashMap<>();
    rooms.put("kernel.core", Set.of());
    rooms.put("kernel.crypto", Set.of("kernel.core"));
    rooms.put("ledger.api", KERNEL);
    rooms.put("ledger.state", plus(KERNEL, "ledger.api"));
    rooms.put("ledger.local", plus(KERNEL, "ledger.api", "ledger.state"));
    rooms.put("ledger.consensus", plus(KERNEL, "ledger.api"));
    rooms.put("ledger.transport", KERNEL);
    rooms.put(
        "ledger.sbft",
        plus(KERNEL, "ledger.api", "ledger.state", "ledger.consensus", "ledger.transport"));
    rooms.put("cash.protocol", KERNEL);
    rooms.put("cash.application", plus(KERNEL, "cash.protocol", "ledger.api", "ledger.state"));
    rooms.put(
        "cash.gateway",
        plus(
            KERNEL,
            "cash.protocol",
            "cash.application",
            "ledger.api",
            "ledger.state",
            "ledger.transport"));
    rooms.put(
        "node",
        plus(
            KERNEL,
            "cash.protocol",
            "cash.application",
            "cash.gateway",
            "ledger.api",
            "ledger.state",
            "ledger.local",
            "ledger.consensus",
            "ledger.transport",
            "ledger.sbft"));
    rooms.put("qr", Set.of("kernel.core"));
    rooms.put("page", Set.of("kernel.core"));
    rooms.put("mail", Set.of("kernel.core", "qr"));
    rooms.put("wallet", plus(KERNEL, "cash.protocol", "cash.application", "ledger.api", "page"));
    rooms.put("offline.token", Set.of("kernel.core"));
    rooms.put("offline.purse", plus(KERNEL, "offline.token", "qr", "page"));
    rooms.put("offline.simulator", Set.of("kernel.core"));
    rooms.put("offline.monebox", Set.of("offline.token"));
    rooms.put("offline.processor", KERNEL);
    rooms.put("offline.vault", plus(KERNEL, "offline.token", "offline.purse"));
    rooms.put("offline.agents", plus(KERNEL, "offline.token", "offline.purse"));
    rooms.put("services.api", Set.of("kernel.core"));
    rooms.put("services.database", Set.of("kernel.core"));
    rooms.put(
        "services.registrar",
        plus(KERNEL, "cash.protocol", "cash.application", "ledger.api", "services.api"));
    rooms.put(
        "services.psp", plus(KERNEL, "services.api", "services.database", "services.registrar"));
    rooms.put(
        "services.auditor",
        plus(KERNEL, "cash.protocol", "cash.application", "ledger.api", "ledger.transport"));
    rooms.put(
        "services.bank",
        plus(
            KERNEL,
            "cash.protocol",
            "cash.application",
            "ledger.api",
            "offline.token",
            "offline.purse",
            "services.api",
            "services.database"));
    rooms.put(
        "services.issuer",
        plus(
            KERNEL,
            "offline.token",
            "offline.purse",
            "offline.agents",
            "services.api",
            "services.database"));
    rooms.put("cli", Set.copyOf(rooms.keySet()));
    rooms.put("quality", Set.copyOf(rooms.keySet()));
    return rooms;
  }

  private static Set<String> plus(Set<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return Set.copyOf(all);
  }

  /** One rule a room: it uses none of the rooms that are not open to it. */
  static List<ArchRule> arrows(String root) {
    List<ArchRule> rules = new ArrayList<>();
    MAY_USE.forEach(
        (room, open) -> {
          String[] closed =
              MAY_USE.keySet().stream()
                  .filter(other -> !other.equals(room) && !open.contains(other))
                  .map(other -> packages(root, other))
                  .toArray(String[]::new);
          if (closed.length > 0) {
            rules.add(
                noClasses()
                    .that()
                    .resideInAPackage(packages(root, room))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(closed))
                    .because("arrows point downwards only; move what is shared into a lower room")
                    .allowEmptyShould(true));
          }
        });
    return rules;
  }

  /** No class stands outside the rooms, where no arrow would hold it. */
  static ArchRule everyClassIsInARoom(String root) {
    return classes()
        .should()
        .resideInAnyPackage(
            MAY_USE.keySet().stream().map(room -> packages(root, room)).toArray(String[]::new))
        .because("a class outside the rooms escapes the arrows; add the room to Rooms");
  }

  /** The kernel stands on the JDK and the carriers of cryptography. */
  static ArchRule kernelNeedsOnlyTheJdkAndCryptography(String root) {
    return classes()
        .that()
        .resideInAPackage(packages(root, "kernel"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            packages(root, "kernel"),
            "java..",
            "javax..",
            "org.jspecify.annotations..",
            "tech.pegasys.jblst..",
            "supranational.blst..",
            "org.bouncycastle..",
            "com.amazon.corretto..",
            "fr.acinq.secp256k1..")
        .because("whatever the kernel needs, everybody has to trust")
        .allowEmptyShould(true);
  }

  /** The storage engine is known in one place, so that another can take its place. */
  static ArchRule storageEngineStaysInItsAdapter(String root) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + "..rocksdb..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.rocksdb..")
        .because("persistence is a port; use org.specie.kernel.core.port.Storage");
  }

  /**
   * Only purses move money: a person's, a till's and a bank's. Whoever issues, certifies,
   * provisions or inspects does without what pays, redeems and stands at a border.
   */
  static ArchRule onlyPursesMoveMoney(String root) {
    String[] purses =
        Stream.of(
                "offline.purse",
                "offline.vault",
                "offline.monebox",
                "offline.simulator",
                "services.bank",
                "cli.purse",
                "cli.pos",
                "cli.bank",
                "cli.town.offline",
                "cli.demo.offline",
                "quality.bench.offline")
            .map(room -> packages(root, room))
            .toArray(String[]::new);
    String device = root + ".offline.purse.device.SecureDevice";
    return noClasses()
        .that()
        .resideOutsideOfPackages(purses)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    packages(root, "offline.purse.paying"),
                    packages(root, "offline.purse.border"),
                    packages(root, "offline.purse.till"),
                    packages(root, "offline.purse.planning"),
                    packages(root, "offline.vault"),
                    packages(root, "offline.monebox"))
                // It holds keys by their names, agents' too, and knows nothing of money.
                .and(resideOutsideOfPackage(packages(root, "offline.vault.hsm"))))
        .orShould()
        .callMethodWhere(
            target(nameMatching("pay|redeem")).and(target(owner(assignableTo(device)))))
        .because("only purses move money; have one of them do it");
  }

  /**
   * The conductor brings owner, host and device together, and hands amounts on as it got them: it
   * names no part that pays, receives or counts, and asks an amount nothing.
   */
  static ArchRule conductorHoldsNoMoney(String root) {
    String purse = root + ".offline.purse.";
    return noClasses()
        .that()
        .resideInAPackage(purse + "conductor..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    purse + "paying..",
                    purse + "receiving..",
                    purse + "planning..",
                    purse + "journal..",
                    purse + "history..",
                    purse + "settings..",
                    purse + "till..",
                    purse + "border..",
                    purse + "credential..")
                .or(name(purse + "Purse")))
        .orShould()
        .callMethodWhere(
            target(nameMatching("pay|redeem|result|state"))
                .and(target(owner(assignableTo(purse + "device.SecureDevice")))))
        .orShould()
        .callMethodWhere(target(owner(name(root + ".kernel.core.Amount"))))
        .orShould()
        .callMethodWhere(target(owner(name(root + ".offline.token.value.OfflineAmount"))))
        .because("the conductor holds no money; let a part of the purse calculate");
  }

  private static String packages(String root, String room) {
    return root + "." + room + "..";
  }
}
