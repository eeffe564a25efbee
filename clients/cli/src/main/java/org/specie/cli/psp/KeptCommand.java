package org.specie.cli.psp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.customer.Membership;
import org.specie.services.psp.admission.Tokens;
import org.specie.services.psp.entry.Particulars.Kept;
import org.specie.services.psp.entry.Particulars.KeptBackup;
import org.specie.services.psp.entry.Particulars.KeptName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie psp kept}. */
@Command(
    name = "kept",
    header = {"Examples:", "  specie psp kept --dir mine", ""},
    description = {
      "",
      "Shows everything that the provider keeps under the name of the customer whose folder it is:"
          + " the day it came, its names, sessions and backup, and how many tokens it took today."
          + " What somebody did who was let in by a token stands nowhere, because nobody knows whose"
          + " the token was.",
      ""
    },
    mixinStandardHelpOptions = true)
final class KeptCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private CustomerFolder folder = new CustomerFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  KeptCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try (Membership customer = folder.membership(surroundings)) {
      return new Printer(surroundings, json.chosen())
          .print(customer.kept().map(kept -> new Result(text(kept), fields(kept))));
    }
  }

  private static String text(Kept kept) {
    StringBuilder text = new StringBuilder();
    text.append("customer  %s\nsince     %s\n".formatted(kept.key(), kept.since()));
    kept.spare().ifPresent(key -> text.append("spare     %s\n".formatted(key)));
    text.append(
        "sessions  %d open\ntokens    %d of %d taken today\n"
            .formatted(kept.sessions(), kept.tokens(), Tokens.DAILY));
    kept.names().forEach(each -> text.append("name      %s\n".formatted(each.name())));
    kept.backup()
        .ifPresent(
            each ->
                text.append(
                    "backup    version %d, %d bytes\n".formatted(each.version(), each.bytes())));
    return text.toString();
  }

  private static Map<String, Object> fields(Kept kept) {
    List<Map<String, Object>> names = new ArrayList<>();
    for (KeptName each : kept.names()) {
      names.add(Result.fields("name", each.name(), "address", each.address()));
    }
    return Result.fields(
        "customer",
        kept.key(),
        "spare",
        kept.spare().orElse(""),
        "since",
        kept.since(),
        "sessions",
        kept.sessions(),
        "tokens",
        kept.tokens(),
        "names",
        names,
        "backup",
        kept.backup().map(KeptCommand::fields).orElse(Map.of()));
  }

  private static Map<String, Object> fields(KeptBackup backup) {
    return Result.fields(
        "version", backup.version(), "bytes", backup.bytes(), "hash", backup.hash());
  }
}
