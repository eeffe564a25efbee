package org.specie.cli.psp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.customer.CustomerKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie psp rotate}. */
@Command(
    name = "rotate",
    header = {
      "Examples:",
      "  specie psp rotate --dir mine",
      "  specie psp join http://127.0.0.1:8080 --fingerprint 4f1c… --dir again",
      "  specie psp rotate --spare stick --dir again     the device with the other folder is lost",
      ""
    },
    description = {
      "",
      "Makes another key by which the provider knows the customer whose folder it is. The one before"
          + " is refused from then on and its sessions end; names and the rest stay. With the spare"
          + " key of 'specie psp spare' this goes without the key before, from another folder:"
          + " that is how a lost device is locked out. A change that was refused or cut"
          + " off before is brought to its end first, which is said, and then another key is made.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RotateCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private CustomerFolder folder = new CustomerFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--spare",
      paramLabel = "FOLDER",
      description = "with the spare key, which decides in place of the folder's key")
  private Optional<Path> spare = Optional.empty();

  RotateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    return new Printer(surroundings, json.chosen())
        .print(
            folder
                .keys(surroundings)
                .rotate(spare.map(surroundings::resolve))
                .map(RotateCommand::described));
  }

  private static Result described(CustomerKeys.Changed changed) {
    String key = changed.key().bytes().toHex();
    String ended =
        changed.isEarlierEnded()
            ? "a change that was refused or cut off before was brought to its end first\n"
            : "";
    return new Result(
        ended + "customer  %s\n".formatted(key),
        Result.fields("customer", key, "endedEarlier", changed.isEarlierEnded()));
  }
}
