package org.specie.cli.psp;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.customer.Membership;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie psp leave}. */
@Command(
    name = "leave",
    header = {"Examples:", "  specie psp leave --dir mine", ""},
    description = {
      "",
      "Has the provider forget the customer whose folder it is: key, names, sessions and backup. No"
          + " money is touched. The folder still leads through that provider, where the next command"
          + " in it makes a new customer; 'specie psp join' leads it through another one.",
      ""
    },
    mixinStandardHelpOptions = true)
final class LeaveCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private CustomerFolder folder = new CustomerFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  LeaveCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try (Membership customer = folder.membership(surroundings)) {
      return new Printer(surroundings, json.chosen())
          .print(
              customer
                  .leave()
                  .map(
                      left ->
                          new Result(
                              "forgotten at %s\n".formatted(left),
                              Result.fields("forgotten", left))));
    }
  }
}
