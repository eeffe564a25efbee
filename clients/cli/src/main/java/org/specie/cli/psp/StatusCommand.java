package org.specie.cli.psp;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.customer.Greeting;
import org.specie.services.psp.onboarding.Introduction.About;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie psp status}. */
@Command(
    name = "status",
    header = {"Examples:", "  specie psp status --home north", ""},
    description = {
      "",
      "Asks the provider that lives in a folder how it is, and shows what customers need to know.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ProviderHome home = new ProviderHome();
  @Mixin private JsonFlag json = new JsonFlag();

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ProviderFolder folder = home.folder(surroundings);
    URI root = folder.url();
    About about = Greeting.of(folder.address());
    if (!about.name().equals(folder.name())) {
      throw new IOException(
          "at " + root + " answers " + about.name() + " and not " + folder.name());
    }
    String fingerprint = folder.ledger().fingerprint().toHex();
    String text =
        "provider     %s\naddress      %s\nfingerprint  %s\nserving      yes\n"
            .formatted(about.name(), root, fingerprint);
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                new Result(
                    text,
                    Result.fields(
                        "name",
                        about.name(),
                        "url",
                        root.toString(),
                        "fingerprint",
                        fingerprint,
                        "serving",
                        true))));
  }
}
