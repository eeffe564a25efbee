package org.specie.cli.wallet;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie wallet enrol}. */
@Command(
    name = "enrol",
    header = {
      "Examples:",
      "  specie wallet enrol --evidence 'passport 123'",
      "  specie wallet enrol --evidence 'company 77' --class 1",
      ""
    },
    description = {
      "",
      "Enrols the wallet's owner for private money: the registrars of the local network look at"
          + " the evidence and sign. One person is enrolled once.",
      ""
    },
    mixinStandardHelpOptions = true)
final class EnrolCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private WalletOptions options = new WalletOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--evidence",
      paramLabel = "TEXT",
      required = true,
      description = "what shows who you are; it stays with the registrars")
  private String evidence = "";

  @Option(names = "--class", paramLabel = "N", description = "wallet class (default: 0, a person)")
  private int classId;

  EnrolCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return printer.print(
        options.withWallet(
            surroundings,
            printer,
            (wallet, network) ->
                wallet.enrol(network.registrars(evidence), classId).map(Entries::describe)));
  }
}
