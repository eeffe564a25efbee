package org.specie.cli.psp;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie psp address}. */
@Command(
    name = "address",
    header = {
      "Examples:",
      "  specie psp address https://north.example:443 --home north",
      "  specie psp address https://north.example:443 --remove --home north",
      ""
    },
    description = {
      "",
      "Names an address at which customers reach the provider, beside the one it listens at: where"
          + " the ledger's register lists providers, it shows its key to those who joined it there,"
          + " and to nobody else. Counts at once.",
      ""
    },
    mixinStandardHelpOptions = true)
final class AddressCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ProviderHome home = new ProviderHome();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(
      paramLabel = "URL",
      description = "exactly as customers join it: https://host:port, or http://host:port")
  private String url = "";

  @Option(names = "--remove", description = "it is the provider's no more")
  private boolean isRemoved;

  AddressCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (ServiceAddress.parse(url, ServerTrust.system()).isEmpty()) {
      throw new UsageMistake(
          "'" + url + "' is no address of a provider", "write https://host:port");
    }
    ProviderFolder folder = home.folder(surroundings);
    KeyAtAddresses key = folder.keyAtAddresses();
    Set<String> others = new TreeSet<>(key.others());
    if (isRemoved) {
      others.remove(url);
    } else {
      others.add(url);
    }
    key.put(others);
    List<String> all = new TreeSet<>(others).stream().toList();
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                new Result(
                    "%s shows its key at %s%s\n"
                        .formatted(
                            folder.name(),
                            key.own(),
                            all.isEmpty() ? "" : " " + String.join(" ", all)),
                    Result.fields("name", folder.name(), "own", key.own(), "others", all))));
  }
}
