package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.offline.purse.history.Account;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie purse export}. */
@Command(
    name = "export",
    header = {
      "Examples:",
      "  specie purse export --out book.csv",
      "  specie purse audit book.csv",
      ""
    },
    description = {
      "",
      "Writes every payment of a purse as a table for bookkeeping (CSV, UTF-8), each with the signed"
          + " payment itself, so that whoever has the issuer's root can check each row at any later"
          + " time. Keep it as you keep a history: it says whom you paid.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ExportCommand extends OpenPurseCommand {
  @Option(names = "--out", paramLabel = "FILE", description = "where; otherwise it is printed")
  private Optional<Path> out = Optional.empty();

  ExportCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    Account account = purse.purse().account();
    int left = purse.purse().history().movements().size() - account.rows().size();
    if (left > 0) {
      printer().note("left out, for a certificate above them is not known here: " + left);
    }
    if (out.isPresent()) {
      Path _ = Files.writeString(surroundings().resolve(out.get()), account.write());
      printer().note("payments in %s: %d".formatted(out.get(), account.rows().size()));
    }
    return Answer.done(
        new Result(
            out.isPresent() ? "" : account.write(),
            Result.fields(
                "payments", account.rows().size(),
                "paid", account.paid().toDecimal(),
                "received", account.received().toDecimal())));
  }
}
