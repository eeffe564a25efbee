package org.specie.cli.purse;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.history.Account;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code specie purse audit}. */
@Command(
    name = "audit",
    header = {"Examples:", "  specie purse audit book.csv --purse practice/ben", ""},
    description = {
      "",
      "Reads a table that 'specie purse export' wrote, of whatever purse, and checks every payment in"
          + " it under the root of the issuer that this purse knows. A table is not read whose"
          + " columns are not those of its payments. That none is missing it cannot tell, and"
          + " whether a payment was paid or received only so far: all received ones are one"
          + " owner's, to whom none was paid. More of that is the word of whoever wrote the table.",
      ""
    },
    mixinStandardHelpOptions = true)
final class AuditCommand extends OpenPurseCommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "the table")
  private Path file = Path.of("");

  AuditCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    Path place = surroundings().resolve(file);
    if (!Files.isRegularFile(place)) {
      throw new UsageMistake("There is no file " + file + ".", "name the table");
    }
    if (Files.size(place) > Account.LENGTH_MAX) {
      return Answer.refused(PurseReason.NO_ACCOUNT, "(more than 64 MiB)");
    }
    Account account;
    try {
      account = Account.read(Files.readString(place));
    } catch (CharacterCodingException _) {
      return Answer.refused(PurseReason.NO_ACCOUNT, "(not UTF-8)");
    } catch (MalformedInput e) {
      return Answer.refused(PurseReason.NO_ACCOUNT, "(" + e.getMessage() + ")");
    }
    Optional<Account.Fault> fault = account.audit(purse.issuer().verifier());
    return fault.isPresent()
        ? Answer.refused(fault.get().reason(), "(row " + fault.get().number() + ")")
        : Answer.done(
            new Result(
                "payments %d, all genuine: paid %s, received %s%n"
                    .formatted(account.rows().size(), account.paid(), account.received()),
                Result.fields(
                    "payments", account.rows().size(),
                    "paid", account.paid().toDecimal(),
                    "received", account.received().toDecimal())));
  }
}
