package org.specie.cli.issuer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.offline.vault.hsm.Slot;
import picocli.CommandLine.Option;

/** Whose keys are made in an HSM, and in which slot. */
final class HsmOptions {
  private static final List<String> PARTIES =
      List.of(
          Role.ROOT.word(),
          Role.MANAGERS.word(),
          Role.CERTIFIER.word(),
          Role.FACTORY.word(),
          Role.RECOVERY.word());

  private static final Pattern PLACE = Pattern.compile("([0-9]{1,18}):(.+)");

  @Option(
      names = "--hsm-library",
      paramLabel = "FILE",
      description = "library that speaks PKCS #11 to the HSM, from its maker")
  private Optional<Path> library = Optional.empty();

  @Option(
      names = "--hsm",
      paramLabel = "ROLE=SLOT:FILE",
      description =
          "makes the keys of ROLE (root, managers, certifier, factory or recovery) in this slot of"
              + " the HSM, which the PIN in FILE opens, now and at each start; give it once a role")
  private Map<String, String> slots = new LinkedHashMap<>();

  /** Where each party's keys are to be that are not in its folder. */
  Map<String, HsmPlace> places(Surroundings surroundings) {
    if (library.isPresent() == slots.isEmpty()) {
      throw new UsageMistake(
          "An HSM is its library and whose keys it holds.",
          "give --hsm-library and --hsm together, or neither");
    }
    Map<String, HsmPlace> places = new LinkedHashMap<>();
    slots.forEach((party, place) -> places.put(party, place(party, place, surroundings)));
    for (HsmPlace each : places.values()) {
      requireOnePin(each, places.values());
    }
    return places;
  }

  /** A second PIN of a slot would be tried at the first start of its role, and never now. */
  private static void requireOnePin(HsmPlace place, Collection<HsmPlace> all) {
    if (all.stream()
        .anyMatch(each -> each.slot().equals(place.slot()) && !each.pin().equals(place.pin()))) {
      throw new UsageMistake(
          "Slot " + place.slot().number() + " is opened by one PIN.", "name one file for a slot");
    }
  }

  private HsmPlace place(String party, String place, Surroundings surroundings) {
    Matcher words = PLACE.matcher(place);
    if (!PARTIES.contains(party) || !words.matches()) {
      throw new UsageMistake(
          "'" + party + "=" + place + "' is no role with a slot and a file.",
          "write it as certifier=3:certifier.pin; roles are " + String.join(", ", PARTIES));
    }
    return new HsmPlace(
        new Slot(file(library.orElseThrow(), surroundings), Long.parseLong(words.group(1))),
        file(Path.of(words.group(2)), surroundings));
  }

  private static Path file(Path named, Surroundings surroundings) {
    Path file = surroundings.resolve(named).toAbsolutePath();
    if (!Files.isReadable(file)) {
      throw new UsageMistake(
          "There is no file " + named + ".", "name the HSM's library, and a file with the PIN");
    }
    return file;
  }
}
