package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.offline.agents.unsealing.Authorities;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie issuer case show}. */
@Command(
    name = "show",
    header = {"Examples:", "  specie issuer case show ana.case --home mint/authority-2", ""},
    description = {
      "",
      "Says which court orders what, about which owner id, and who has approved it; of copies that"
          + " were approved apart, all approvals together. An approval that is false does not"
          + " count.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ShowCaseCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private AuthorityHome home = new AuthorityHome();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "copies of one case")
  private List<Path> files = List.of();

  ShowCaseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Authorities authorities = home.folder(surroundings).authorities();
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                CaseFiles.describe(
                    CaseFiles.read(files.stream().map(surroundings::resolve).toList(), authorities),
                    authorities)));
  }
}
