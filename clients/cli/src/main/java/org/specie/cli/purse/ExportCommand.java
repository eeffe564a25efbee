package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Year;
import java.util.Optional;
import java.util.Set;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.offline.purse.PurseReason;
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
          + " time. Keep it as you keep a history: it says whom you paid. The file is for you alone to"
          + " read; with --json, name one.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ExportCommand extends OpenPurseCommand {
  @Option(names = "--out", paramLabel = "FILE", description = "where; otherwise it is printed")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--year", paramLabel = "YEAR", description = "payments of this year (UTC) alone")
  private Optional<Year> year = Optional.empty();

  ExportCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    if (isJson() && out.isEmpty()) {
      throw new UsageMistake("A table is no JSON.", "name a file for it with --out");
    }
    Account all = purse.purse().account();
    int left = purse.purse().history().movements().size() - all.rows().size();
    if (left > 0) {
      printer().note("left out, for a certificate above them is not known here: " + left);
    }
    Account account = year.map(all::of).orElse(all);
    if (account.isTooLong()) {
      return Answer.refused(PurseReason.ACCOUNT_TOO_LONG);
    }
    if (out.isPresent()) {
      write(surroundings().resolve(out.get()), account.write());
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

  /** Readable by its owner alone, from the first byte on. */
  private static void write(Path file, String table) throws IOException {
    Set<PosixFilePermission> alone = PosixFilePermissions.fromString("rw-------");
    if (Files.isRegularFile(file)) {
      Path _ = Files.setPosixFilePermissions(file, alone);
    } else if (!Files.exists(file)) {
      Path _ = Files.createFile(file, PosixFilePermissions.asFileAttribute(alone));
    }
    Path _ = Files.writeString(file, table);
  }
}
