package org.specie.cli.operators;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cash.application.membership.MembershipReason;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie network operators cancel}. */
@Command(
    name = "cancel",
    header = {"Examples:", "  specie network operators cancel --dir bank", ""},
    description = {
      "",
      "Has the committee drop the change of operators that is planned, as long as the key is not"
          + " handed on.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  CancelCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    try (OpenNetwork opened = folder.open(surroundings)) {
      Optional<ResharingPlan> plan = opened.plan().filter(each -> each.stage().isOpen());
      if (plan.isEmpty()) {
        return printer.print(Answer.refused(MembershipReason.NO_PLAN));
      }
      return printer.print(
          opened
              .decide(new Act.CancelChange(plan.get().id()))
              .map(
                  recorded ->
                      new Result(
                          "Cancelled in block " + recorded.height(),
                          Result.fields("height", recorded.height()))));
    }
  }
}
