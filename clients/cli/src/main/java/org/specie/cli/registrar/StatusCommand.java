package org.specie.cli.registrar;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.services.registrar.RegistrarService;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie registrar status}. */
@Command(
    name = "status",
    header = {"Examples:", "  specie registrar status --home bank/registrar-1", ""},
    description = {
      "",
      "Asks the registrar that lives in a folder how it is: whether it sees the ledger and the"
          + " policy names it, which share of the key behind uniqueness tags it has, and how many people"
          + " are in its book.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private RegistrarHome home = new RegistrarHome();
  @Mixin private JsonFlag json = new JsonFlag();

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    RegistrarFolder folder = home.folder(surroundings);
    return new Printer(surroundings, json.chosen())
        .print(
            switch (folder.ask()) {
              case org.specie.services.api.Answer.Done<RegistrarService.About>(var about) ->
                  Answer.done(described(folder, about));
              case org.specie.services.api.Answer.Refused<RegistrarService.About>(var refusal) ->
                  Answer.refused(refusal);
            });
  }

  private static Result described(RegistrarFolder folder, RegistrarService.About about)
      throws IOException {
    RegistrarFolder.SharePlace share = folder.share();
    return new Result(
        "registrar  %s\nplace      %s\nkey        %s\nshare      %s\nledger     %s\nin policy  %s\npeople     %d\n"
            .formatted(
                about.name(),
                folder.url(),
                about.key(),
                share,
                about.height() > 0 ? "height " + about.height() : "not seen",
                about.named() ? "yes" : "no",
                about.entries()),
        Result.fields(
            "name", about.name(),
            "url", folder.url().toString(),
            "key", about.key(),
            "share", share.number(),
            "height", about.height(),
            "named", about.named(),
            "people", about.entries()));
  }
}
