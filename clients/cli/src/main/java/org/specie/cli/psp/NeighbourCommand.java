package org.specie.cli.psp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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

/** {@code specie psp neighbour}. */
@Command(
    name = "neighbour",
    header = {
      "Examples:",
      "  specie psp neighbour http://127.0.0.1:8080 --home north",
      "  specie psp neighbour https://east.example:443 --trust authority.crt --home north",
      ""
    },
    description = {
      "",
      "Names another provider, to whose mailboxes this one carries its customers' letters about"
          + " payments, from its next start on. It carries them nowhere else.",
      ""
    },
    mixinStandardHelpOptions = true)
final class NeighbourCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ProviderHome home = new ProviderHome();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(
      paramLabel = "URL",
      description =
          "of the other provider, as its customers have joined it: https://host:port, or"
              + " http://host:port without TLS")
  private String url = "";

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description =
          "trust the certificates in it (PEM) there and no others; read where it lies at each"
              + " start; without it, the authorities that come with the JDK")
  private Optional<Path> trust = Optional.empty();

  NeighbourCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (ServiceAddress.parse(url, ServerTrust.system()).isEmpty()) {
      throw new UsageMistake(
          "'" + url + "' is no address of a provider", "write https://host:port");
    }
    ProviderFolder folder = home.folder(surroundings);
    folder.neighbours().add(url, trust.map(file -> surroundings.resolve(file).toAbsolutePath()));
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                new Result(
                    "%s carries letters to %s from its next start on\n"
                        .formatted(folder.name(), url),
                    Result.fields("name", folder.name(), "neighbour", url))));
  }
}
