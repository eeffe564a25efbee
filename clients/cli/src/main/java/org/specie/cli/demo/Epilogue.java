package org.specie.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.specie.cli.psp.ProviderFolder;
import org.specie.cli.registrar.RegistrarFolder;

/** What is said after the story: how it came out, and what can be tried now. */
final class Epilogue {
  private static final String MARGIN = "     ";

  /** As the user wrote it. */
  private final String specie = System.getProperty("specie.command", "specie");

  private final Stage stage;
  private final Story story;
  private final long started;

  Epilogue(Stage stage, Story story, long started) {
    this.stage = stage;
    this.story = story;
    this.started = started;
  }

  /** How it came out. */
  void sum() {
    story.say("");
    story.say(
        (story.ok() ? "All as it should be, in " : "NOT ALL AS IT SHOULD BE, after ")
            + Prologue.seconds(started));
  }

  /** Everything is going to be stopped; {@code keep} is where it stays. */
  void farewell(Optional<Path> keep) {
    if (keep.isEmpty()) {
      story.tell("Try  " + specie + " demo --stay             to go on with what is there");
      story.tell(MARGIN + specie + " demo --keep .specie     to look around later");
      return;
    }
    Path network = keep.get().resolve("network");
    stage
        .processes()
        .ifPresent(
            processes -> {
              story.tell("Try  " + specie + " network start --dir " + network);
              for (RegistrarFolder each : processes.providers().registrars().all()) {
                story.tell(
                    MARGIN + specie + " registrar start --home " + network.resolve(each.name()));
              }
              for (ProviderFolder each : processes.providers().all()) {
                Path home = keep.get().resolve(each.root().getFileName());
                story.tell(MARGIN + specie + " psp start --home " + home);
              }
              story.tell("then:");
            });
    tryOut(keep.get(), network, besideTheShop());
  }

  /** Everything goes on until the user has seen enough. */
  void leaveRunning(Stage.Processes processes, Path folder) {
    Path network = folder.resolve("network");
    story.tell("");
    story.tell("Everything is left running; Ctrl-C stops it. Providers:");
    for (ProviderFolder each : processes.providers().all()) {
      story.tell((MARGIN + "%-14s %s/openapi.json").formatted(each.name(), each.url()));
    }
    tryOut(folder, network, besideTheShop());
    story.tell(MARGIN + specie + " network status --dir " + network);
  }

  private void tryOut(Path folder, Path network, Customer customer) {
    String options =
        " --network %s --wallet %s"
            .formatted(
                stage.processes().isPresent() ? folder.resolve(customer.name()) : network,
                folder.resolve(customer + ".wallet"));
    List<String> commands =
        List.of(
            "export SPECIE_PASSPHRASE=" + Stage.PASSPHRASE,
            specie + " wallet balance" + options,
            specie + " wallet pay " + payee() + " 1.50" + options,
            specie + " wallet history" + options,
            specie + " verify --network " + network,
            specie
                + " explain %s --network %s"
                    .formatted(stage.stopwatch().last().id().toShortHex(), network));
    String margin = "Try  ";
    for (String command : commands) {
      story.tell(margin + command);
      margin = MARGIN;
    }
  }

  /** A customer of the shop's provider, at which its name is known. */
  private Customer besideTheShop() {
    String host = stage.merchant().seat().host();
    return stage.customers().stream()
        .filter(each -> each.seat().host().equals(host))
        .findFirst()
        .orElseThrow();
  }

  /** The shop, by its name where it has one. */
  private String payee() {
    return stage.processes().isPresent()
        ? "@" + Shopping.SHOP_NAME
        : stage.merchant().wallet().account().toString();
  }
}
